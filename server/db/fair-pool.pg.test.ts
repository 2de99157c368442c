import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { holdRow } from '../testing/hold-row.ts';
import { createTestDatabase, type TestDatabase } from '../testing/postgres-database.ts';
import { workFor, type WorkOwner } from '../work-owner.ts';
import { createDatabase, type Database } from './database.ts';

let testDatabase: TestDatabase;
let db: Database;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  db = createDatabase({ url: testDatabase.url, onConnectionError: () => undefined });
});
afterAll(async () => {
  await db.close();
  await testDatabase.drop();
});

const owner = (tenantId: string): WorkOwner => ({ lane: 'people', tenantId, personId: randomUUID() });
const waitForLock = (who: WorkOwner) => workFor(who, () => db.withTenant(who.tenantId, (trx) => sql`select pg_advisory_xact_lock(7)`.execute(trx)));
const quick = (who: WorkOwner) => workFor(who, () => db.withTenant(who.tenantId, (trx) => sql`select 1`.execute(trx)));

/** Runs twelve transactions of one person that cannot end, and `others` beside them; gives how many of the twelve had ended then. */
async function beside(slow: WorkOwner, others: () => Promise<unknown>[]): Promise<number> {
  await using held = await holdRow(testDatabase.url, 'select pg_advisory_xact_lock(7)', []);
  let ended = 0;
  const twelve = Array.from({ length: 12 }, () => waitForLock(slow).finally(() => (ended += 1)));
  const outcomes = Promise.allSettled(twelve);
  await held.awaited();
  await Promise.all(others());
  const before = ended;
  await held.release();
  await outcomes;
  return before;
}

test('twelve slow transactions of one person make none of forty of another tenant fail, or wait for them', async () => {
  const [lena, priya] = [owner(randomUUID()), owner(randomUUID())];
  expect(await beside(lena, () => Array.from({ length: 40 }, () => quick(priya)))).toBe(0);
});

test('nor of colleagues, nor of what serves many', async () => {
  const lena = owner(randomUUID());
  const colleagues = Array.from({ length: 40 }, () => owner(lena.tenantId));
  expect(await beside(lena, () => colleagues.map(quick))).toBe(0);
  const forAll = () => db.withTenant(lena.tenantId, (trx) => sql`select 1`.execute(trx));
  expect(await beside(lena, () => Array.from({ length: 40 }, forAll))).toBe(0);
});

test('the time for which a connection is held is charged to its owner', async () => {
  let charged = 0;
  const who = { ...owner(randomUUID()), chargeDatabase: (milliseconds: number) => void (charged += milliseconds) };
  await workFor(who, () => db.withTenant(who.tenantId, (trx) => sql`select pg_sleep(0.05)`.execute(trx)));
  expect(charged).toBeGreaterThanOrEqual(50);
  const before = charged;
  const ended = { ...who, hasEnded: true };
  await quick(ended);
  expect(charged).toBe(before);
});
