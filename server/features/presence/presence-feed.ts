import type { PresenceEvent, PresentUser } from '../../../shared/presence.ts';
import { isStaff } from '../../../shared/roles.ts';
import type { Database } from '../../db/database.ts';
import { stateStream } from '../../realtime/state-stream.ts';
import type { Caller } from '../../transport/context.ts';
import type { Presence } from './presence.ts';
import { staffOf } from './queries.ts';

export interface PresenceFeedDependencies {
  db: Database;
  presence: Presence;
}

/**
 * The caller is online while this runs. Staff see all of the tenant's staff, offline ones too, and the patients who are
 * online; a patient sees the staff. First everyone, then each change.
 */
export async function* presenceFeed(
  { db, presence }: PresenceFeedDependencies,
  caller: Caller,
  signal: AbortSignal,
): AsyncGenerator<PresenceEvent, void> {
  const leave = presence.enter(caller);
  try {
    const staff = await db.withTenant(caller.tenantId, staffOf);
    const offline = staff.map((member): PresentUser => ({ userId: member.id, name: member.name, role: member.role, status: 'offline', connections: 0 }));
    const mayKnow = (user: PresentUser) => isStaff(user.role) || isStaff(caller.role);
    let known: Map<string, PresentUser> | null = null;

    yield* stateStream<PresenceEvent>(
      (changed) => presence.watch(caller.tenantId, changed),
      () => {
        const present = presence.present(caller.tenantId).filter(mayKnow);
        const users = new Map([...offline, ...present].map((user) => [user.userId, user]));
        const before = known;
        known = users;
        return before ? changes(before, users) : [{ type: 'presence.snapshot', users: [...users.values()] }];
      },
      signal,
    );
  } finally {
    leave();
  }
}

function changes(before: Map<string, PresentUser>, now: Map<string, PresentUser>): PresenceEvent[] {
  const changed = now.values().filter((user) => {
    const old = before.get(user.userId);
    return old?.status !== user.status || old.connections !== user.connections;
  });
  const gone = before
    .values()
    .filter((user) => !now.has(user.userId) && user.status !== 'offline')
    .map((user): PresentUser => ({ ...user, status: 'offline', connections: 0 }));
  return [...changed, ...gone].map((user) => ({ type: 'presence.changed', user }));
}
