import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../shared/ids.ts';
import { addPerson, addTenant } from '../testing/people.ts';
import { createTestDatabase, type TestDatabase } from '../testing/postgres-database.ts';
import { createDatabase, type Database, type TenantTransaction } from './database.ts';

/** Somebody found a way to write SQL of their own on a connection of the application: what they must not get. */
let testDatabase: TestDatabase;
let database: Database;
let owner: pg.Client;
let tenantId: string;
let login: string;
/** Of the owner's backend. */
let ownerPid: number;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = createDatabase({ url: testDatabase.loginUrl, poolSize: 1, onConnectionError: () => undefined });
  owner = new pg.Client({ connectionString: testDatabase.url });
  await owner.connect();
  ownerPid = (await owner.query<{ pid: number }>('select pg_backend_pid() as pid')).rows[0]!.pid;
  login = new URL(testDatabase.loginUrl).username;
  tenantId = await addTenant(database, 'Greenleaf', 'pharmacy');
  await addPerson(database, tenantId, 'patient', 'Maria Alvarez');
  const other = await addTenant(database, 'Harbor', 'pharmacy');
  await addPerson(database, other, 'patient', 'Nina Kowalski');
  await owner.query('analyze');
});
afterAll(async () => {
  await database.close();
  await owner.end();
  await testDatabase.drop();
});

const attack = <T>(work: (trx: TenantTransaction) => Promise<T>) => database.withTenant(tenantId, work);
const say = (trx: TenantTransaction, text: string) => sql.raw<Record<string, unknown>>(text).execute(trx);

const readable = `select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'S')
  and (has_table_privilege(oid, 'select, insert, update, delete, truncate, references, trigger') or has_any_column_privilege(oid, 'select, insert, update'))`;

describe.each([
  'set role none',
  'set local role none',
  `select set_config('role', 'none', false)`,
])('%s', (escape) => {
  test('gives no table at all', async () => {
    await attack(async (trx) => {
      await say(trx, escape);
      expect((await say(trx, 'select current_user')).rows).toEqual([{ current_user: login }]);
      expect((await say(trx, readable)).rows).toEqual([]);
      await say(trx, 'set role medsync_app');
    });
    for (const table of ['tenant', 'patient', 'message', 'audit_entry', 'signing_key', 'installation', 'kysely_migration'])
      await expect(attack((trx) => say(trx, escape).then(() => say(trx, `select * from ${table}`)))).rejects.toMatchObject({ code: '42501' });
  });

  test('gives nothing of what is refused to the application either', async () => {
    for (const text of ['drop table patient', 'create table x ()', 'create temp table x ()', `select pg_read_file('/etc/passwd')`])
      await expect(attack((trx) => say(trx, escape).then(() => say(trx, text)))).rejects.toMatchObject({ code: '42501' });
  });
});

test.each(['reset role', 'set session authorization default', 'reset session authorization', 'reset all'])('%s leaves what the connection was opened with', async (escape) => {
  await attack(async (trx) => {
    await say(trx, escape);
    expect((await say(trx, 'select current_user')).rows).toEqual([{ current_user: 'medsync_app' }]);
    expect((await say(trx, `select name from patient where name <> 'Maria Alvarez'`)).rows).toEqual([]);
  });
});

const forbidden: Record<string, string[]> = {
  'another role': ['set role postgres', 'set session authorization postgres', 'set role pg_read_all_data', 'set role pg_monitor'],
  'roles and rights': [
    'create role x',
    'alter role medsync_app bypassrls',
    'alter role current_user superuser',
    'alter role session_user createrole',
    'alter role postgres password null',
    'grant postgres to session_user',
    'grant pg_write_all_data to medsync_app',
    'alter table patient owner to medsync_app',
    'alter default privileges for role postgres grant all on tables to public',
  ],
  'programs and files': [
    `copy (select 1) to program 'true'`,
    `copy tenant from program 'true'`,
    `copy tenant from '/etc/passwd'`,
    `copy (select 1) to '/tmp/x'`,
    `select pg_read_file('/etc/passwd')`,
    `select pg_read_binary_file('postgresql.conf')`,
    `select pg_ls_dir('.')`,
    `select pg_stat_file('/etc/passwd')`,
    `select lo_import('/etc/passwd')`,
    `select lo_export(1, '/tmp/x')`,
    `load '/tmp/x.so'`,
  ],
  'what the server keeps to itself': [
    'select * from pg_authid',
    'select * from pg_shadow',
    'select * from pg_largeobject',
    'select * from pg_statistic',
    'select * from pg_hba_file_rules',
    'select * from pg_file_settings',
    `select pg_current_logfile()`,
  ],
  'the structure': [
    'create table x ()',
    'create temp table x ()',
    'create table pg_temp.x ()',
    'create schema x',
    'create extension pgcrypto',
    'create extension dblink',
    'create language plpython3u',
    'create function x() returns int language sql as $$ select 1 $$',
    'create function pg_temp.x() returns int language sql as $$ select 1 $$',
    'do $$ begin end $$',
    'alter table patient disable row level security',
    'drop policy own_tenant on patient',
    'create policy mine on patient using (true)',
    'create trigger x before insert on patient execute function suppress_redundant_updates_trigger()',
    'truncate audit_entry',
    'delete from audit_entry',
    'update event set body = null',
    'update installation set epoch = null',
    'insert into signing_key values (null)',
    'delete from kysely_migration',
    'select * from kysely_migration',
  ],
  'the server': [
    'select pg_reload_conf()',
    'select pg_switch_wal()',
    `select pg_create_restore_point('x')`,
    `select pg_create_logical_replication_slot('x', 'pgoutput')`,
    'create publication x',
    `create subscription x connection 'host=127.0.0.1' publication x with (connect = false)`,
    'set session_replication_role = replica',
    `select pg_logical_emit_message(false, 'x', 'x')`,
    'select lo_create(0)',
    'select lo_creat(0)',
    `select lo_from_bytea(0, 'x')`,
  ],
};

test.each(Object.entries(forbidden).flatMap(([kind, texts]) => texts.map((text) => [kind, text] as const)))('%s: %s is refused', async (_, text) => {
  await expect(attack((trx) => say(trx, text))).rejects.toMatchObject({ code: expect.stringMatching(/^(42501|42704)$/) });
});

test('the database cannot be altered or dropped, and no backend of the owner ended or disturbed', async () => {
  const name = new URL(testDatabase.url).pathname.slice(1);
  for (const text of [`alter database ${name} set row_security = off`, `alter database ${name} owner to medsync_app`, `select pg_terminate_backend(${ownerPid})`, `select pg_cancel_backend(${ownerPid})`])
    for (const first of ['select 1', 'set role none']) await expect(attack((trx) => say(trx, first).then(() => say(trx, text)))).rejects.toMatchObject({ code: '42501' });
  expect((await owner.query('select 1 as alive')).rows).toEqual([{ alive: 1 }]);
});

test.each(['alter system set fsync = off', 'vacuum full patient', 'drop database medsync', 'create database x', 'create tablespace x location \'/tmp\'', 'checkpoint'])('outside a transaction, too: %s is refused or does nothing', async (text) => {
  const client = new pg.Client({ connectionString: testDatabase.loginUrl, options: '-c role=medsync_app' });
  await client.connect();
  const warned: (string | undefined)[] = [];
  client.on('notice', ({ message }) => warned.push(message));
  const outcome = await client.query(text).then(() => warned.join(), (error: pg.DatabaseError) => error.code);
  await client.end();
  expect(outcome).toMatch(/^42501$|permission denied to vacuum/);
});

test('switching row-level security off for oneself is an error, and statistics tell nothing of tenants', async () => {
  await expect(attack((trx) => say(trx, 'set local row_security = off').then(() => say(trx, 'select * from patient')))).rejects.toMatchObject({ code: '42501' });
  for (const role of ['medsync_app', 'none'])
    await attack(async (trx) => {
      await say(trx, `set local role ${role}`);
      expect((await say(trx, `select * from pg_stats where schemaname = 'public' and tablename in ('tenant', 'patient', 'user_account')`)).rows).toEqual([]);
    });
});

test('what other roles of the server are doing is not shown', async () => {
  const { rows } = await attack((trx) => say(trx, `select query from pg_stat_activity where pid = ${ownerPid}`));
  expect(rows).toEqual([{ query: '<insufficient privilege>' }]);
});

test('the login enters no other database of the server', async () => {
  const other = await createTestDatabase();
  try {
    for (const name of ['postgres', 'template1', 'medsync', new URL(other.url).pathname.slice(1)]) {
      const url = new URL(testDatabase.loginUrl);
      url.pathname = name;
      const client = new pg.Client({ connectionString: url.href });
      await expect(client.connect(), name).rejects.toMatchObject({ code: '42501' });
    }
  } finally {
    await other.drop();
  }
});

test('a transaction of one tenant neither reads nor writes rows of another', async () => {
  await attack(async (trx) => {
    for (const table of ['tenant', 'patient', 'user_account'] as const)
      expect((await trx.selectFrom(table).select('tenant_id').execute()).every((row) => row.tenant_id === tenantId)).toBe(true);
    expect((await trx.selectFrom('patient').select('name').execute())).toEqual([{ name: 'Maria Alvarez' }]);
  });
  await expect(attack((trx) => trx.insertInto('room').values({ tenant_id: newId(), id: newId(), kind: 'thread' }).execute())).rejects.toMatchObject({ code: '42501' });
});
