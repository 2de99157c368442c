import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addTenant } from '../testing/people.ts';
import { createTestDatabase, type TestDatabase } from '../testing/postgres-database.ts';
import { createDatabase, type Database, type TenantTransaction } from './database.ts';
import { sendAhead } from './pipelining-client.ts';
import { run, statement } from './statement.ts';

let testDatabase: TestDatabase;
/** One connection, so that every transaction below follows another on it. */
let database: Database;
let owner: pg.Client;
let tenantId: string;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = createDatabase({ url: testDatabase.loginUrl, poolSize: 1, onConnectionError: () => undefined });
  tenantId = await addTenant(database, 'Greenleaf', 'pharmacy');
  owner = new pg.Client({ connectionString: testDatabase.url });
  await owner.connect();
});
afterAll(async () => {
  await database.close();
  await owner.end();
  await testDatabase.drop();
});

const addTopic = (name: string, seq = 1) =>
  statement<{ name: string }>`insert into topic (tenant_id, name, seq) values (${tenantId}, ${name}, ${seq}) returning name`;
const topics = (trx: TenantTransaction) => trx.selectFrom('topic').select(['name', 'seq']).orderBy('name').execute();
const stored = () => database.withTenant(tenantId, topics);

test('what goes ahead is done before the statement that follows, for the same tenant, and answers after it', async () => {
  const [during, rows] = await database.withTenant(tenantId, async (trx) => {
    const { answer } = await sendAhead(trx, addTopic('first'));
    return [await topics(trx), (await answer).rows] as const;
  });
  expect(during).toEqual([{ name: 'first', seq: 1 }]);
  expect(rows).toEqual([{ name: 'first' }]);
  expect(await stored()).toEqual(during);
});

test('a transaction that ends with it is committed with it', async () => {
  const before = await stored();
  await database.withTenant(tenantId, (trx) => sendAhead(trx, addTopic('last')));
  expect(await stored()).toEqual([...before, { name: 'last', seq: 1 }]);
});

const nothing = async () => undefined;

test.for<[string, (trx: TenantTransaction) => Promise<unknown>]>([
  ['the commit', nothing],
  ['the next statement', topics],
  ['the next that goes ahead', (trx) => sendAhead(trx, addTopic('later'))],
])('its failure is the failure of %s, and nothing stays', async ([, next]) => {
  const before = await stored();
  const failed = database.withTenant(tenantId, async (trx) => {
    await run(trx, addTopic('kept?'));
    await sendAhead(trx, addTopic('first'));
    await next(trx);
  });
  await expect(failed).rejects.toMatchObject({ code: '23505', constraint: 'topic_pkey' });
  expect(await stored()).toEqual(before);
});

test('a statement that was known to the database when its transaction failed is done the next time', async () => {
  const before = await stored();
  for (const round of [1, 2, 3, 4, 5, 6, 7, 8]) {
    const failed = database.withTenant(tenantId, async (trx) => {
      await sendAhead(trx, statement`select count(1) from topic where seq > ${round}`);
      await run(trx, statement`select count(1) / (${round}::int - ${round}::int) from topic`);
    });
    await expect(failed).rejects.toMatchObject({ code: '22012' });
  }
  expect(await stored()).toEqual(before);
});

test('a row that cannot be read fails who asked for it, and nobody else', async () => {
  const asked = database.withTenant(tenantId, (trx) => run(trx, statement`select ${'9007199254740993'}::bigint as beyond`));
  await expect(asked).rejects.toThrow('beyond 2^53');
  await expect(stored()).resolves.toBeDefined();
});

test('a value that cannot be written fails who gave it, and nothing is sent', async () => {
  const before = await stored();
  const circle: Record<string, unknown> = {};
  circle['self'] = circle;
  const asked = database.withTenant(tenantId, async (trx) => {
    await run(trx, addTopic('not kept'));
    await run(trx, statement`select ${circle}::jsonb`);
  });
  await expect(asked).rejects.toThrow(/circular/i);
  expect(await stored()).toEqual(before);
});

test('work that fails by itself takes back what went ahead', async () => {
  const before = await stored();
  const own = new Error('changed my mind');
  const failed = database.withTenant(tenantId, async (trx) => {
    await sendAhead(trx, addTopic('taken back'));
    throw own;
  });
  await expect(failed).rejects.toBe(own);
  expect(await stored()).toEqual(before);
});

test('a connection that ends under it fails the transaction, and the next has another', async () => {
  const before = await stored();
  const failed = database.withTenant(tenantId, async (trx) => {
    await topics(trx);
    await owner.query(`select pg_terminate_backend(pid, 5000) from pg_stat_activity where application_name = 'medsync' and datname = current_database()`);
    await sendAhead(trx, addTopic('lost'));
  });
  await expect(failed).rejects.toThrow(/terminat|connection error|ECONNRESET|EPIPE/i);
  expect(await stored()).toEqual(before);
});
