import { isDeepStrictEqual } from 'node:util';
import type { PresenceEvent, PresentUser } from '../../../shared/presence.ts';
import { isStaff } from '../../../shared/roles.ts';
import type { Member } from '../../../shared/rooms.ts';
import type { Database } from '../../db/database.ts';
import type { Bus } from '../../realtime/bus.ts';
import { stateStream } from '../../realtime/state-stream.ts';
import type { Caller } from '../../transport/context.ts';
import { dutyHints } from './commands.ts';
import type { Presence } from './presence.ts';
import type { ReadDuty } from './on-duty.ts';
import { staffOf } from './queries.ts';
import { openThreads, threadsWith, viewedBy, type Viewing } from './viewing.ts';

export interface PresenceFeedDependencies {
  db: Database;
  bus: Bus;
  presence: Presence;
  viewing: Viewing;
  readDuty: ReadDuty;
}

interface PresenceFeedRequest {
  caller: Caller;
  tabId: string | null;
  signal: AbortSignal;
}

type Users = Map<string, PresentUser>;

/**
 * The caller is online while this runs. Staff see all of the tenant's staff, offline ones too, with who is on duty and
 * what they have open, and the patients who are online; a patient sees whether the staff are there, and no more. First
 * everyone, then each change.
 */
export async function* presenceFeed(
  dependencies: PresenceFeedDependencies,
  { caller, tabId, signal }: PresenceFeedRequest,
): AsyncGenerator<PresenceEvent, void> {
  const { db, bus, presence, viewing } = dependencies;
  const { tenantId } = caller;
  const leave = presence.enter(caller, tabId);
  try {
    const staff = await db.withTenant(tenantId, staffOf);
    const readStaffSide = isStaff(caller.role) ? staffSide(dependencies, caller) : null;
    let known: Users | null = null;

    yield* stateStream<PresenceEvent>(
      (changed) => {
        const unwatch = [presence.watch(tenantId, changed)];
        if (readStaffSide) {
          unwatch.push(viewing.watch(tenantId, changed));
          unwatch.push(
            bus.subscribe(dutyHints, (hint) => {
              if (hint.tenantId === tenantId) readStaffSide.forgetDuty(changed);
            }),
            bus.onReconnect(() => readStaffSide.forgetDuty(changed)),
          );
        }
        return () => unwatch.forEach((stop) => stop());
      },
      async () => {
        const before = known;
        const users = statuses(presence, caller, staff);
        known = readStaffSide ? await readStaffSide.add(users) : users;
        return before ? changes(before, known) : [{ type: 'presence.snapshot', users: [...known.values()] }];
      },
      signal,
    );
  } finally {
    leave();
  }
}

/** Everyone whom the caller may know about, and whether they are here. */
function statuses(presence: Presence, { tenantId, role }: Caller, staff: Member[]): Users {
  const offline = staff.map((member): PresentUser => ({ userId: member.id, name: member.name, role: member.role, status: 'offline', connections: 0 }));
  const present = presence
    .present(tenantId)
    .filter((user) => isStaff(user.role) || isStaff(role))
    .map(({ devices, ...user }): PresentUser => (isStaff(role) && isStaff(user.role) ? { ...user, devices } : user));
  return new Map([...offline, ...present].map((user) => [user.userId, user]));
}

/** What staff are told about each other beside whether they are here. */
function staffSide({ db, presence, viewing, readDuty }: PresenceFeedDependencies, { tenantId, userId, role }: Caller) {
  /** Counts what was heard of duty: an answer that was asked for before it is not the last word. */
  let heard = 0;
  let onDuty: { ids: ReadonlySet<string>; asked: string } = { ids: new Set(), asked: '' };
  let own: { ids: Set<string>; asked: string } = { ids: new Set(), asked: '' };

  async function refresh(users: Users): Promise<void> {
    // who has signed out everywhere is off duty: their going is when to look again
    const here = [...users.values()].filter(({ status }) => status !== 'offline').map((user) => user.userId).join();
    const threads = openThreads(viewing, tenantId);
    const asked = threads.join();
    const askedDuty = `${heard} ${here}`;
    if (onDuty.asked !== askedDuty) onDuty = { ids: await readDuty(tenantId), asked: askedDuty };
    if (own.asked !== asked) own = { ids: await db.withTenant(tenantId, (trx) => threadsWith(trx, userId, threads)), asked };
  }

  return {
    forgetDuty(changed: () => void): void {
      heard += 1;
      changed();
    },
    async add(users: Users): Promise<Users> {
      await refresh(users);
      const viewed = viewedBy(viewing, tenantId, { role, threadIds: own.ids });
      const told = [...users].map(([id, user]): [string, PresentUser] => {
        if (!isStaff(user.role)) return [id, user];
        const since = presence.since(tenantId, id);
        return [
          id,
          {
            devices: 0,
            ...user,
            since: since === null ? null : new Date(since).toISOString(),
            onDuty: onDuty.ids.has(id),
            viewing: viewed.get(id) ?? [],
          },
        ];
      });
      return new Map(told);
    },
  };
}

function changes(before: Users, now: Users): PresenceEvent[] {
  const changed = now.values().filter((user) => !isDeepStrictEqual(before.get(user.userId), user));
  const gone = before
    .values()
    .filter((user) => !now.has(user.userId) && user.status !== 'offline')
    .map((user): PresentUser => ({ ...user, status: 'offline', connections: 0 }));
  return [...changed, ...gone].map((user) => ({ type: 'presence.changed', user }));
}
