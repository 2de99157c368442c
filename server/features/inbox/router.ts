import type { Person } from '../../../shared/auth.ts';
import type { InboxEvent, RoomViewers } from '../../../shared/inbox.ts';
import { noInput } from '../../../shared/no-input.ts';
import { isPharmacyStaff } from '../../../shared/roles.ts';
import type { Database } from '../../db/database.ts';
import type { LiveState } from '../../realtime/live-state.ts';
import { stateStream } from '../../realtime/state-stream.ts';
import type { Caller } from '../../transport/context.ts';
import { router, signedInProcedure } from '../../transport/procedures.ts';
import { auditCall } from '../audit/audit-log.ts';
import { distinctMembers, viewersOfTenant, type Viewer } from '../rooms/viewers.ts';
import type { InboxHub } from './hub.ts';

export interface InboxDependencies {
  db: Database;
  inbox: InboxHub;
  viewers: LiveState<Viewer>;
}

export function createInboxRouter(dependencies: InboxDependencies) {
  return router({
    events: signedInProcedure.input(noInput).subscription(({ ctx: { caller }, signal }) =>
      inboxFeed(dependencies, caller, signal ?? new AbortController().signal),
    ),
  });
}

async function* inboxFeed(
  { db, inbox, viewers }: InboxDependencies,
  caller: Caller,
  signal: AbortSignal,
): AsyncGenerator<InboxEvent, void> {
  await db.withTenant(caller.tenantId, (trx) =>
    auditCall(trx, caller, 'inbox.events'),
  );
  const { mailbox, close } = await inbox.open(caller.tenantId, caller);
  const group = viewersOfTenant(caller.tenantId);
  const seesViewers = isPharmacyStaff(caller.role);
  let toldViewers = '';

  function viewersIfChanged(): InboxEvent[] {
    if (!seesViewers) return [];
    const rooms = viewersByRoom(viewers.entries(group).map(({ value }) => value));
    const text = JSON.stringify(rooms);
    if (text === toldViewers) return [];
    toldViewers = text;
    return [{ type: 'inbox.viewers', rooms }];
  }

  try {
    yield* stateStream<InboxEvent>(
      (changed) => {
        const unwatch = [mailbox.onPut(changed), viewers.watch(group, changed)];
        return () => unwatch.forEach((stop) => stop());
      },
      () => [...mailbox.takeAll(), ...viewersIfChanged()],
      signal,
    );
  } finally {
    close();
  }
}

/** Which of the pharmacy's people have which order open; patients are not shown to the queue. */
function viewersByRoom(viewers: Viewer[]): RoomViewers {
  const staff = viewers.filter(({ member }) => isPharmacyStaff(member.role));
  return Object.fromEntries(
    Map.groupBy(staff, ({ roomId }) => roomId)
      .entries()
      .map(([roomId, held]): [string, Person[]] => [roomId, distinctMembers(held.map(({ member: { id, name } }) => ({ id, name })))])
      .toArray()
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
}
