import type { TrackedEnvelope } from '@trpc/server';
import type { WorkItemEvent } from '../../../shared/work-items.ts';
import { workTopic } from '../../../shared/topics.ts';
import type { Database } from '../../db/database.ts';
import { headsOf } from '../../realtime/event-log.ts';
import type { Caller, Connection } from '../../transport/context.ts';
import { durableFeed, type DurableFeedDependencies } from '../../transport/durable-feed.ts';
import { allowedCall } from '../audit/audit-log.ts';
import { createOpening } from '../audit/open-together.ts';

export interface WorkFeedDependencies extends DurableFeedDependencies {
  db: Database;
}

interface WorkFeedRequest {
  caller: Caller;
  connection: Connection | null;
  lastEventId: string | null | undefined;
  signal: AbortSignal;
}

/** Where the log of work ends; who asks may read it from now on, and that is noted. */
type OpenWork = (request: { caller: Caller }) => Promise<number>;

export const createOpenWork = (db: Database): OpenWork =>
  createOpening({
    db,
    async read(trx, requests) {
      const heads = await headsOf(trx, [workTopic]);
      return requests.map(() => ({ result: heads.get(workTopic) ?? 0 }));
    },
    recordOf: ({ caller }) => allowedCall(caller, 'workItems.events'),
  });

/** The tenant's durable work events: `work.joined` first for a fresh reader, what came after for one who returns. */
export async function* workEventFeed(
  dependencies: WorkFeedDependencies,
  openWork: OpenWork,
  { caller, ...request }: WorkFeedRequest,
): AsyncGenerator<TrackedEnvelope<WorkItemEvent>, void> {
  const { tenantId } = caller;
  const seq = await openWork({ caller });
  yield* durableFeed<WorkItemEvent>(dependencies, {
    ...request,
    tenantId,
    topic: workTopic,
    audience: 'staff',
    first: { type: 'work.joined', seq, at: new Date().toISOString() },
    notice: (notice) => notice,
  });
}
