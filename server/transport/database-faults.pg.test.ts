import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { newId } from '../../shared/ids.ts';
import type { TenantTransaction } from '../db/database.ts';
import { openLogFixture, type LogFixture } from '../realtime/log-fixture.ts';
import { toTrpcError } from './errors.ts';

// a patience that a test need not wait three seconds for
vi.mock(import('../../shared/limits.ts'), async (original) => {
  const { limits } = await original();
  return { limits: { ...limits, database: { ...limits.database, connectTimeout: 300, lockTimeout: 300 } } as unknown as typeof limits };
});

let fixture: LogFixture;
beforeAll(async () => void (fixture = await openLogFixture(2)));
afterAll(() => fixture[Symbol.asyncDispose]());

const inTransaction = <T>(work: (trx: TenantTransaction) => Promise<T>) => fixture.db.withTenant(fixture.tenantId, work);
const one = (trx: TenantTransaction) => sql`select 1`.execute(trx);
const answerTo = (work: Promise<unknown>) =>
  work.then(
    () => expect.fail('It worked.'),
    (error: unknown) => toTrpcError(error).code,
  );

test('a connection ended while it is idle in a transaction fails the call as one to be tried again, and the pool heals', async () => {
  const idle = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<void>();
  const work = inTransaction(async (trx) => {
    await one(trx);
    idle.resolve();
    await ended.promise;
    await one(trx);
  });
  await idle.promise;
  expect(await fixture.endBackends()).toBeGreaterThan(0);
  ended.resolve();
  expect(await answerTo(work)).toBe('SERVICE_UNAVAILABLE');
  for (let turn = 0; turn < 4; turn++) await vi.waitFor(() => inTransaction(one));
});

test('a connection ended while it waits for an answer fails the call in the same way', async () => {
  const sleeping = inTransaction((trx) => sql`select pg_sleep(60)`.execute(trx));
  const answer = answerTo(sleeping);
  await vi.waitUntil(async () => {
    const { rowCount } = await fixture.owner.query(`select 1 from pg_stat_activity where wait_event = 'PgSleep'`);
    return rowCount === 1;
  }, { interval: 5 });
  await fixture.endBackends();
  expect(await answer).toBe('SERVICE_UNAVAILABLE');
  await vi.waitFor(() => inTransaction(one));
});

test('when every connection is taken, a call waits for a while and fails as one to be tried again', async () => {
  const release = Promise.withResolvers<void>();
  const held = [0, 1].map(() => inTransaction((trx) => one(trx).then(() => release.promise)));
  expect(await answerTo(inTransaction(one))).toBe('SERVICE_UNAVAILABLE');
  release.resolve();
  await Promise.all(held);
  await inTransaction(one);
});

test('a transaction that asks the pool for a second connection while all are taken fails instead of hanging', async () => {
  const nested = () => inTransaction(async (trx) => {
    await one(trx);
    await inTransaction(one);
  });
  const results = await Promise.allSettled(Array.from({ length: 10 }, nested));
  for (const result of results) if (result.status === 'rejected') expect(toTrpcError(result.reason).code).toBe('SERVICE_UNAVAILABLE');
  await inTransaction(one);
});

test('a row that somebody holds too long fails the call as one to be tried again', async () => {
  const locked = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  const rename = (trx: TenantTransaction) => trx.updateTable('tenant').set({ name: newId() }).execute();
  const holder = inTransaction(async (trx) => {
    await rename(trx);
    locked.resolve();
    await release.promise;
  });
  await locked.promise;
  expect(await answerTo(inTransaction(rename))).toBe('SERVICE_UNAVAILABLE');
  release.resolve();
  await holder;
  await inTransaction(rename);
});
