import { newId } from '../shared/ids.ts';
import { limits } from '../shared/limits.ts';
import { systemClock } from '../server/clock.ts';
import type { Database } from '../server/db/database.ts';
import { loadSigningKeys } from '../server/features/auth/signing-keys.ts';
import { createAccessTokens } from '../server/features/auth/tokens.ts';
import { addTenant } from '../server/testing/people.ts';
import type { Caller } from '../server/transport/context.ts';
import type { Member } from './chat-rooms.ts';
import { openSocket } from './lean-socket.ts';

const socketsPerAddress = 8;

/** Fills a pharmacy with rooms and staff. What it returns opens a socket for every member of every room. */
export async function moveIn(
  db: Database,
  url: string,
  secretKey: Buffer,
  { rooms, membersPerRoom }: { rooms: number; membersPerRoom: number },
): Promise<() => Promise<Member[]>> {
  const tenantId = await addTenant(db, 'Bench Pharmacy', 'pharmacy');
  const staff = await hire(db, tenantId, rooms * membersPerRoom);
  const tokens = createAccessTokens({ keys: await loadSigningKeys(db, secretKey), accessTokenSeconds: limits.auth.accessTokenSeconds, clock: systemClock });
  const patientId = newId();
  await db.withTenant(tenantId, (trx) =>
    trx.insertInto('patient').values({ tenant_id: tenantId, id: patientId, name: 'Pat Bench', date_of_birth: '1984-03-12', user_id: null }).execute(),
  );

  const roomIds: string[] = [];
  const opener = await openSocket(url, (await tokens.issue(staff[0]!)).token, '127.0.1.1');
  for (let room = 0; room < rooms; room += 1) {
    const order = await opener.mutate('chatOrders.create', { clientOrderId: newId(), patientId });
    roomIds.push((order as { roomId: string }).roomId);
  }
  await opener.close();

  return () =>
    Promise.all(
      staff.map(async (person, index) => {
        const { token } = await tokens.issue(person);
        const socket = await openSocket(url, token, `127.0.2.${1 + Math.floor(index / socketsPerAddress)}`);
        return { socket, roomId: roomIds[index % rooms]! };
      }),
    );
}

/** Accounts with a session each; nobody signs in with a password here, so nobody has one. */
async function hire(db: Database, tenantId: string, count: number): Promise<Caller[]> {
  const people = Array.from({ length: count }, (_, n): Caller => ({
    tenantId,
    userId: newId(),
    name: `Colleague ${n}`,
    role: 'technician',
    sessionId: newId(),
  }));
  await db.withTenant(tenantId, async (trx) => {
    await trx
      .insertInto('user_account')
      .values(people.map(({ userId, name, role }) => ({ tenant_id: tenantId, id: userId, email: `${userId}@bench.test`, name, role, password_hash: '' })))
      .execute();
    const expires_at = new Date(Date.now() + 3_600_000);
    await trx
      .insertInto('session')
      .values(people.map(({ userId, sessionId }) => ({ tenant_id: tenantId, id: sessionId, user_id: userId, user_agent: null, expires_at, ended_at: null, ended_because: null })))
      .execute();
  });
  return people;
}
