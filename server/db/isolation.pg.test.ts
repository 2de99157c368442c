import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../shared/ids.ts';
import { createTestDatabase, type TestDatabase } from '../testing/postgres-database.ts';
import { createDatabase, type Database } from './database.ts';

const [greenleaf, northside] = [newId(), newId()];
let testDatabase: TestDatabase;
/** One connection, so that every transaction below follows another on it. */
let database: Database;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = createDatabase({ url: testDatabase.loginUrl, poolSize: 1, onConnectionError: () => undefined });
  for (const [tenantId, name] of [[greenleaf, 'greenleaf'], [northside, 'northside']] as const)
    await database.withTenant(tenantId, async (trx) => {
      await trx.insertInto('tenant').values({ tenant_id: tenantId, name, kind: 'pharmacy' }).execute();
      const account = { tenant_id: tenantId, id: newId(), email: `${name}@example.test`, name, role: 'admin' as const, password_hash: '', disabled_at: null };
      await trx.insertInto('user_account').values(account).execute();
    });
});
afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

test('a transaction of a tenant sees that tenant only', async () => {
  for (const tenantId of [greenleaf, northside, greenleaf]) {
    const rows = await database.withTenant(tenantId, (trx) => trx.selectFrom('tenant').select('tenant_id').execute());
    expect(rows).toEqual([{ tenant_id: tenantId }]);
  }
});

test('without a tenant nothing is visible, whatever the connection did before', async () => {
  await database.withTenant(greenleaf, (trx) => trx.selectFrom('tenant').selectAll().execute());
  const rows = await database.withInstallation((trx) => trx.selectFrom('user_account').selectAll().execute());
  expect(rows).toEqual([]);
});

test('an empty tenant sees nothing', async () => {
  expect(await database.withTenant('', (trx) => trx.selectFrom('tenant').selectAll().execute())).toEqual([]);
});

test('a setting made outside a transaction does not reach the next one', async () => {
  const set = database.withInstallation((trx) => sql`select set_config('app.tenant', ${greenleaf}, true)`.execute(trx));
  await set;
  expect(await database.withInstallation((trx) => trx.selectFrom('tenant').selectAll().execute())).toEqual([]);
});

test("another tenant's rows cannot be written", async () => {
  const insert = database.withTenant(greenleaf, (trx) =>
    trx.insertInto('room').values({ tenant_id: northside, id: newId(), kind: 'thread' }).execute(),
  );
  await expect(insert).rejects.toMatchObject({ code: '42501' });
  const update = await database.withTenant(greenleaf, (trx) =>
    trx.updateTable('user_account').set({ name: 'taken' }).where('tenant_id', '=', northside).executeTakeFirst(),
  );
  expect(update.numUpdatedRows).toBe(0n);
});

test('signing in reads whose the address is that it names, and no account', async () => {
  const read = (email: string) => database.withSignIn(email, (trx) => trx.selectFrom('sign_in_address').select(['tenant_id', 'email']).execute());
  expect(await read('northside@example.test')).toEqual([{ tenant_id: northside, email: 'northside@example.test' }]);
  expect(await read('')).toEqual([]);
  expect(await database.withSignIn('northside@example.test', (trx) => trx.selectFrom('user_account').select('id').execute())).toEqual([]);
});

test('an address follows its account', async () => {
  await database.withTenant(northside, (trx) => trx.updateTable('user_account').set({ email: 'moved@example.test' }).execute());
  const read = (email: string) => database.withSignIn(email, (trx) => trx.selectFrom('sign_in_address').select('tenant_id').execute());
  expect(await read('northside@example.test')).toEqual([]);
  expect(await read('moved@example.test')).toEqual([{ tenant_id: northside }]);
});

test('the schema cannot be changed', async () => {
  const alter = database.withTenant(greenleaf, (trx) => sql`alter table tenant disable row level security`.execute(trx));
  await expect(alter).rejects.toMatchObject({ code: '42501' });
});
