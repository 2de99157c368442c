import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test } from 'vitest';
import { systemClock } from '../clock.ts';
import { createDatabase } from '../db/database.ts';
import { readCommand } from '../features/admin/arguments.ts';
import { runCommand } from '../features/admin/run-command.ts';
import { administer, createBareDatabase } from '../testing/bare-database.ts';
import { addPerson, addTenant } from '../testing/people.ts';
import { createTestDatabase, type TestDatabase } from '../testing/postgres-database.ts';
import { runAsSuperuser } from '../testing/superuser.ts';
import { prepareNodes, type Preparation } from './prepare-nodes.ts';

const server = inject('postgresUrl');
const secretKey = randomBytes(32);
let database: TestDatabase;
let login: string;

beforeAll(async () => {
  database = await createTestDatabase();
  login = `medsync_node_${new URL(database.url).pathname.slice(1)}`;
});
afterAll(() => database.drop());

const prepare = (given: Partial<Preparation> = {}) =>
  prepareNodes({ databaseUrl: database.url, ownerUrl: null, dataDir: '/nowhere', secretKey, demo: false, ...given });

async function askAs(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

const asOwner = (text: string) => runAsSuperuser(database.url, text);
const stored = () => asOwner(`select rolpassword from pg_authid where rolname = '${login}'`);

describe("with the owner's address alone", () => {
  test('nodes that start at once agree on a login of their own, which nobody can read anywhere', async () => {
    const all = await Promise.all([prepare(), prepare(), prepare()]);
    expect(new Set(all.map(({ databaseUrl }) => databaseUrl)).size).toBe(1);
    const [first] = all;
    expect(first).toMatchObject({ login, empty: true });
    expect(await askAs(first.databaseUrl, 'select session_user, current_user')).toEqual([{ session_user: login, current_user: login }]);
    const { password } = new URL(first.databaseUrl);
    expect(password).toMatch(/^[\w-]{43}$/);
    expect(JSON.stringify(await stored())).not.toContain(password);
  });

  test('the next start changes nothing', async () => {
    const before = await stored();
    expect((await prepare()).login).toBe(login);
    expect(await stored()).toEqual(before);
  });

  test('a node with another SECRET_KEY does not start, and takes the password from nobody', async () => {
    const before = await stored();
    await expect(prepare({ secretKey: randomBytes(32) })).rejects.toThrow(/SECRET_KEY does not open/);
    expect(await stored()).toEqual(before);
  });

  test('what somebody did to the login while they worked as it ends with the next start', async () => {
    const { databaseUrl } = await prepare();
    const name = new URL(database.url).pathname.slice(1);
    await askAs(databaseUrl, `set password_encryption = 'scram-sha-256'; alter role current_user password 'mine'; alter role current_user set statement_timeout = 0; alter role current_user in database ${name} set default_transaction_read_only = on`);
    await expect(askAs(databaseUrl, 'select 1')).rejects.toMatchObject({ code: '28P01' });
    expect((await prepare()).databaseUrl).toBe(databaseUrl);
    expect(await askAs(databaseUrl, 'show default_transaction_read_only')).toEqual([{ default_transaction_read_only: 'off' }]);
    expect(await asOwner(`select from pg_db_role_setting where setrole = '${login}'::regrole`)).toEqual([]);
  });

  test('an installation is empty until there is a tenant', async () => {
    await asOwner(`insert into tenant (tenant_id, name, kind) values (gen_random_uuid(), 'Oak', 'clinic')`);
    expect(await prepare()).toMatchObject({ empty: false });
    await asOwner('delete from tenant');
  });
});

test('an installation whose nodes are the owner moves over with the first start of a node that is not, and both go on', async () => {
  const before = await createTestDatabase();
  onTestFinished(() => before.drop());
  const name = new URL(before.url).pathname.slice(1);
  await runAsSuperuser(before.url, `grant connect, temp on database ${name} to public`);
  const old = createDatabase({ url: before.url, poolSize: 1, onConnectionError: () => undefined });
  onTestFinished(() => old.close());
  const tenantId = await addTenant(old, 'Oak', 'pharmacy');
  const { databaseUrl } = await prepare({ databaseUrl: before.url });
  const moved = createDatabase({ url: databaseUrl, poolSize: 1, onConnectionError: () => undefined });
  onTestFinished(() => moved.close());
  for (const db of [old, moved]) expect(await db.withTenant(tenantId, (trx) => trx.selectFrom('tenant').select('name').execute())).toEqual([{ name: 'Oak' }]);
  expect(await runAsSuperuser(before.url, `select has_database_privilege('public', '${name}', 'connect, temp') as open`)).toEqual([{ open: false }]);
});

test("an ordinary user's database is prepared as a superuser's", async () => {
  const bare = await createBareDatabase(server, 'createrole');
  onTestFinished(() => bare.drop());
  const [one, other] = await Promise.all([prepare({ databaseUrl: bare.url }), prepare({ databaseUrl: bare.url })]);
  expect(one).toEqual(other);
  await expect(askAs(one.databaseUrl, 'select * from tenant')).rejects.toMatchObject({ code: '42501' });
  await expect(askAs(one.databaseUrl, 'create temp table x ()')).rejects.toMatchObject({ code: '42501' });
  const db = createDatabase({ url: one.databaseUrl, poolSize: 1, onConnectionError: () => undefined });
  onTestFinished(() => db.close());
  expect(await db.withInstallation((trx) => trx.selectFrom('installation').select('epoch').execute())).toHaveLength(1);
});

describe('with a login of the operator', () => {
  const own = `own_${randomBytes(6).toString('hex')}`;
  let loginUrl: string;
  beforeAll(() => {
    const url = new URL(database.url);
    [url.username, url.password] = [own, 'chosen by hand'];
    loginUrl = url.href;
  });
  afterAll(() => administer(server, `drop owned by ${own}`, `drop role if exists ${own}`).catch(() => undefined));

  test('it is made with the password that nodes are given, and they start without the owner', async () => {
    expect(await prepare({ databaseUrl: loginUrl, ownerUrl: database.url })).toMatchObject({ databaseUrl: loginUrl, login: own });
    expect(await prepare({ databaseUrl: loginUrl })).toEqual({ databaseUrl: loginUrl, login: own, empty: false });
  });

  test('nothing is migrated, and a schema of another version is said in one line', async () => {
    const [last] = await asOwner('delete from kysely_migration where name = (select max(name) from kysely_migration) returning name, timestamp');
    try {
      await expect(prepare({ databaseUrl: loginUrl })).rejects.toThrow(/^The database is not prepared for this version.*Run "npm run migrate" with the owner in DATABASE_OWNER_URL\.$/);
    } finally {
      await asOwner(`insert into kysely_migration values ('${String(last!['name'])}', '${String(last!['timestamp'])}')`);
    }
    expect(await prepare({ databaseUrl: loginUrl })).toMatchObject({ login: own });
  });

  test('a later schema is no reason to stay away', async () => {
    await asOwner(`insert into kysely_migration values ('9999-later', 'x')`);
    expect(await prepare({ databaseUrl: loginUrl })).toMatchObject({ login: own });
    expect(await prepare()).toMatchObject({ login });
    await asOwner(`delete from kysely_migration where name = '9999-later'`);
  });

  test.each([
    ['is a superuser', `alter role ${own} superuser`, `alter role ${own} nosuperuser`],
    ['bypasses row-level security', `alter role ${own} bypassrls`, `alter role ${own} nobypassrls`],
    ['may create roles', `alter role ${own} createrole`, `alter role ${own} nocreaterole`],
    ['may create databases', `alter role ${own} createdb`, `alter role ${own} nocreatedb`],
    ['may replicate', `alter role ${own} replication`, `alter role ${own} noreplication`],
    ['is a member of pg_read_all_data', `grant pg_read_all_data to ${own}`, `revoke pg_read_all_data from ${own}`],
    ['inherits the rights of medsync_app', `grant medsync_app to ${own} with inherit true`, `grant medsync_app to ${own} with inherit false`],
    ['owns something', `create schema x authorization ${own}`, 'drop schema x'],
  ])('one that %s is refused, whoever prepares', async (excess, give, take) => {
    await asOwner(give);
    try {
      // a superuser belongs to every role: it is the owner, and the login is made apart
      if (excess !== 'is a superuser') await expect(prepare({ databaseUrl: loginUrl })).rejects.toThrow(new RegExp(`may do more than it should: ${own} ${excess}\\. `));
      await expect(prepare({ databaseUrl: loginUrl, ownerUrl: database.url })).rejects.toThrow(new RegExp(`${own} ${excess}\\. `));
    } finally {
      await asOwner(take);
    }
  });

  test("the owner's own name is no login", async () => {
    await expect(prepare({ databaseUrl: database.url, ownerUrl: database.url })).rejects.toThrow(/may do more than it should: postgres is a superuser/);
  });

  test('one that may not work as the application is told so', async () => {
    await asOwner(`revoke medsync_app from ${own}`);
    await expect(prepare({ databaseUrl: loginUrl })).rejects.toThrow(/neither owns the database nor may work as medsync_app/);
    await prepare({ databaseUrl: loginUrl, ownerUrl: database.url });
  });
});

test("data with people of the demo are served as a demo only, until they are disabled; an operator's own people stay", async () => {
  const { databaseUrl } = await prepare({ demo: true });
  await expect(prepare()).rejects.toThrow(/^The data is a demo's: \S+@greenleaf\.test signs in with a password that everybody knows\. .*DEMO=on\.$/);
  const db = createDatabase({ url: databaseUrl, poolSize: 1, onConnectionError: () => undefined });
  onTestFinished(() => db.close());
  const own = await addPerson(db, (await asOwner('select tenant_id from user_account limit 1'))[0]!['tenant_id'] as string, 'admin', 'Own');
  const run = () => runCommand(readCommand(['disable-demo']), { db, ownerUrl: database.url, readInput: async () => '', clock: systemClock });
  expect(await run()).toMatch(/: \d\d\.$/);
  expect(await asOwner('select email from user_account where disabled_at is null')).toEqual([{ email: own.email }]);
  expect(await run()).toMatch(/: 0\.$/);
  expect(await prepare()).toMatchObject({ databaseUrl, empty: false });
});
