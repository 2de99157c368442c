import type { PresenceEvent } from '../../../shared/presence.ts';
import type { Database } from '../../db/database.ts';
import type { Bus } from '../../realtime/bus.ts';
import { createReferenceCounted, type ReferenceCounted } from '../../realtime/reference-counted.ts';
import { topicHints } from '../../realtime/topic-hints.ts';
import type { Caller, Connection } from '../../transport/context.ts';
import { stateFeed } from '../../transport/state-feed.ts';
import { dutyHints } from './commands.ts';
import { createReadMembers } from './open-threads.ts';
import type { Presence } from './presence.ts';
import { createReadPeople } from './read-people.ts';
import { lensOf } from './shown.ts';
import { followTenant, type TenantPresence } from './tenant-presence.ts';
import type { Viewing } from './viewing.ts';

export interface PresenceFeedDependencies {
  db: Database;
  bus: Bus;
  presence: Presence;
  viewing: Viewing;
  onFault(error: unknown): void;
}

interface PresenceFeedRequest {
  caller: Caller;
  connection: Connection | null;
  tabId: string | null;
  signal: AbortSignal;
}

/** The people of each tenant that somebody on this node watches. */
export function createTenantPresences({ db, bus, ...rest }: PresenceFeedDependencies): ReferenceCounted<TenantPresence> {
  const dependencies = { ...rest, readPeople: createReadPeople(db), readMembers: createReadMembers(db) };
  return createReferenceCounted((tenantId) => {
    const { value: tenant, end } = followTenant(dependencies, tenantId);
    const stopListening = [
      bus.subscribe(dutyHints, (hint) => {
        if (hint.tenantId === tenantId) tenant.dutyChanged();
      }),
      bus.subscribe(topicHints, ({ topic, ...hint }) => {
        if (hint.tenantId === tenantId && topic.startsWith('room:')) tenant.membersChanged(topic.slice('room:'.length));
      }),
      bus.onReconnect(tenant.doubtAll),
    ];
    return {
      value: tenant,
      end() {
        stopListening.forEach((stop) => stop());
        end();
      },
    };
  });
}

/**
 * The caller is online while this runs. Staff see all of the tenant's staff, offline ones too, with who is on duty and
 * what they have open, and the patients who are online; a patient sees whether the staff are there, and no more. First
 * everyone, then each change.
 */
export async function* presenceFeed(
  presence: Presence,
  tenants: ReferenceCounted<TenantPresence>,
  { caller, connection, tabId, signal }: PresenceFeedRequest,
): AsyncGenerator<PresenceEvent, void> {
  const leave = presence.enter(caller, tabId);
  try {
    using tenant = tenants.hold(caller.tenantId);
    // who was added, renamed or went off duty is known to everybody when the next one comes
    await tenant.value.refresh();
    yield* stateFeed(tenant.value.hubFor(caller.role), { connection, signal, lens: lensOf(caller.userId) });
  } finally {
    leave();
  }
}
