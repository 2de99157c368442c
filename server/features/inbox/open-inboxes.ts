import { limits } from '../../../shared/limits.ts';
import type { Database } from '../../db/database.ts';
import type { Caller } from '../../transport/context.ts';
import { allowedCall } from '../audit/audit-log.ts';
import { createOpening } from '../audit/open-together.ts';
import { loadInboxes, type InboxContent } from './queries.ts';

/** What the caller's inbox holds now; they may follow it from now on, and that is noted. */
export type OpenInboxes = (request: { caller: Caller }) => Promise<InboxContent>;

export const createOpenInboxes = (db: Database): OpenInboxes =>
  createOpening({
    db,
    most: limits.arrivals.inboxesTogether,
    atOnce: limits.arrivals.inboxGroups,
    read: async (trx, requests) => (await loadInboxes(trx, requests.map(({ caller }) => caller))).map((result) => ({ result })),
    recordOf: ({ caller }) => allowedCall(caller, 'inbox.events'),
  });
