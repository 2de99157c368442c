import { newId } from '../shared/ids.ts';
import { limits } from '../shared/limits.ts';
import { chatOrderInputs } from '../shared/chat-orders.ts';
import { systemClock } from '../server/clock.ts';
import type { Database } from '../server/db/database.ts';
import type { SigningKeys } from '../server/features/auth/signing-keys.ts';
import { createAccessTokens } from '../server/features/auth/tokens.ts';
import { createOrder } from '../server/features/chat-orders/create-order.ts';
import { createLocalBus } from '../server/realtime/bus.ts';
import { createEventLog } from '../server/realtime/event-log.ts';
import { addTenant } from '../server/testing/people.ts';
import type { Role } from '../shared/roles.ts';
import type { Caller } from '../server/transport/context.ts';

export interface Shape {
  rooms: number;
  membersPerRoom: number;
}

/** Somebody who is at home in one room, with an access token that is good for ten minutes. */
export interface Person {
  userId: string;
  roomId: string;
  token: string;
}

/** A pharmacy with rooms and staff. Peers know the rooms and people by their ids alone. */
export interface Tenant {
  tenantId: string;
  signIn(): Promise<Person[]>;
}

export async function moveIn(db: Database, keys: SigningKeys, { rooms, membersPerRoom }: Shape): Promise<Tenant> {
  const tenantId = await addTenant(db, 'Bench Pharmacy', 'pharmacy');
  const staff = await addAccounts(db, tenantId, 'technician', rooms * membersPerRoom);
  const roomIds = await openRooms(db, staff, rooms);
  const people = staff.map((caller, index) => ({ caller, roomId: roomIds[index % rooms]! }));
  await inParts(people, (part) =>
    db.withTenant(tenantId, (trx) =>
      trx
        .insertInto('room_member')
        .values(part.map(({ caller, roomId }) => ({ tenant_id: tenantId, room_id: roomId, user_id: caller.userId })))
        .onConflict((conflict) => conflict.doNothing())
        .execute(),
    ),
  );
  const tokens = createAccessTokens({ keys, accessTokenSeconds: limits.auth.accessTokenSeconds, clock: systemClock });
  const signIn = async ({ caller, roomId }: (typeof people)[number]): Promise<Person> => {
    const { token } = await tokens.issue(caller);
    return { userId: caller.userId, roomId, token };
  };
  return { tenantId, signIn: () => Promise.all(people.map(signIn)) };
}

async function openRooms(db: Database, staff: Caller[], count: number): Promise<string[]> {
  const { tenantId } = staff[0]!;
  const patientId = newId();
  await db.withTenant(tenantId, (trx) =>
    trx.insertInto('patient').values({ tenant_id: tenantId, id: patientId, name: 'Pat Bench', date_of_birth: '1984-03-12', user_id: null }).execute(),
  );
  const log = createEventLog({ db, bus: createLocalBus() });
  const roomIds: string[] = [];
  while (roomIds.length < count) {
    const input = chatOrderInputs.create.parse({ clientOrderId: newId(), patientId });
    const { roomId } = await createOrder({ log, ordersPerHour: 1_000_000 }, staff[roomIds.length]!, input);
    roomIds.push(roomId);
  }
  return roomIds;
}

/** Accounts with a session each; nobody signs in with a password here, so nobody has one. */
export async function addAccounts(db: Database, tenantId: string, role: Role, count: number): Promise<Caller[]> {
  const people = Array.from({ length: count }, (_, n): Caller => ({
    tenantId,
    tenantKind: 'pharmacy',
    userId: newId(),
    name: `Colleague ${n}`,
    role,
    sessionId: newId(),
  }));
  const expires_at = new Date(Date.now() + limits.auth.sessionHours * 3_600_000);
  await inParts(people, (part) =>
    db.withTenant(tenantId, async (trx) => {
      await trx
        .insertInto('user_account')
        .values(part.map(({ userId, name, role }) => ({ tenant_id: tenantId, id: userId, email: `${userId}@bench.test`, name, role, password_hash: '' })))
        .execute();
      await trx
        .insertInto('session')
        .values(part.map(({ userId, sessionId }) => ({ tenant_id: tenantId, id: sessionId, user_id: userId, user_agent: null, expires_at, ended_at: null, ended_because: null })))
        .execute();
    }),
  );
  return people;
}

/** One statement takes a limited number of values. */
async function inParts<T>(all: T[], work: (part: T[]) => Promise<unknown>): Promise<void> {
  for (let at = 0; at < all.length; at += 1_000) await work(all.slice(at, at + 1_000));
}
