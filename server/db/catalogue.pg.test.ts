import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../testing/postgres-database.ts';
import { appRole } from './database.ts';

let database: TestDatabase;
let owner: pg.Client;

beforeAll(async () => {
  database = await createTestDatabase();
  owner = new pg.Client({ connectionString: database.url });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await database.drop();
});

const names = async (query: string): Promise<string[]> =>
  (await owner.query<{ name: string }>(query, query.includes('$1') ? [appRole] : [])).rows.map(({ name }) => name);

/** Tables that hold nothing of a tenant. Whoever adds one here says so in its migration. */
const global = ['installation', 'kysely_migration', 'kysely_migration_lock', 'sign_in_failure', 'signing_key'];

const tenantTables = `select c.* from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = 'public' and c.relkind in ('r', 'p')
    and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped)`;

describe('every table of a tenant', () => {
  test('is every table but those that hold nothing of a tenant', async () => {
    const tables = await names(`select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by 1`);
    const ofTenants = new Set(await names(`select relname as name from (${tenantTables}) t`));
    expect(tables.filter((table) => !ofTenants.has(table))).toEqual(global);
    expect(ofTenants.size).toBeGreaterThan(10);
  });

  test('has row-level security enabled and forced', async () => {
    expect(await names(`select relname as name from (${tenantTables}) t where not (relrowsecurity and relforcerowsecurity)`)).toEqual([]);
  });

  test('requires tenant_id', async () => {
    expect(
      await names(`select relname as name from (${tenantTables}) t join pg_attribute a on a.attrelid = t.oid and a.attname = 'tenant_id' where not a.attnotnull`),
    ).toEqual([]);
  });

  test('has a policy for all commands that checks what is read and what is written', async () => {
    const checked = `select from pg_policy p where p.polrelid = t.oid and p.polcmd = '*'
      and pg_get_expr(p.polqual, p.polrelid) ~ 'tenant_id = .*app\\.tenant'
      and pg_get_expr(p.polwithcheck, p.polrelid) ~ 'tenant_id = .*app\\.tenant'`;
    expect(await names(`select relname as name from (${tenantTables}) t where not exists (${checked})`)).toEqual([]);
  });

  test('has no further policies for the application but those for signing in and for what climbs when, which only read', async () => {
    const { rows } = await owner.query(
      `select tablename, policyname, cmd from pg_policies
       where policyname <> 'own_tenant' and ('public' = any (roles) or $1 = any (roles)) order by tablename`,
      [appRole],
    );
    expect(rows).toEqual([
      { tablename: 'escalation_due', policyname: 'due_anywhere', cmd: 'SELECT' },
      { tablename: 'user_account', policyname: 'sign_in', cmd: 'SELECT' },
    ]);
  });

  test('starts every key with tenant_id', async () => {
    expect(
      await names(`select x.indexrelid::regclass::text as name from (${tenantTables}) t
        join pg_index x on x.indrelid = t.oid and (x.indisunique or x.indisexclusion)
        join pg_attribute a on a.attrelid = t.oid and a.attname = 'tenant_id' where x.indkey[0] <> a.attnum`),
    ).toEqual([]);
    expect(
      await names(`select k.conname as name from (${tenantTables}) t
        join pg_constraint k on k.conrelid = t.oid and k.contype = 'f'
        join pg_attribute a on a.attrelid = t.oid and a.attname = 'tenant_id' where k.conkey[1] <> a.attnum`),
    ).toEqual([]);
  });
});

describe("the application's role", () => {
  test('is no superuser, bypasses nothing, cannot sign in or make others, and is in no other role', async () => {
    const { rows } = await owner.query(
      `select rolsuper, rolbypassrls, rolcanlogin, rolcreaterole, rolcreatedb, rolreplication,
         (select count(*)::int from pg_auth_members where member = r.oid) as memberships
       from pg_roles r where rolname = $1`,
      [appRole],
    );
    expect(rows).toEqual([
      { rolsuper: false, rolbypassrls: false, rolcanlogin: false, rolcreaterole: false, rolcreatedb: false, rolreplication: false, memberships: 0 },
    ]);
  });

  test('owns nothing and may create nothing', async () => {
    expect(await names(`select relname as name from pg_class where relowner = $1::regrole`)).toEqual([]);
    expect(await names(`select proname as name from pg_proc where proowner = $1::regrole`)).toEqual([]);
    expect(await names(`select nspname as name from pg_namespace where nspname !~ '^pg_' and has_schema_privilege($1, oid, 'create')`)).toEqual([]);
  });

  test('may not truncate, reference or trigger anything, nor change what is history', async () => {
    expect(
      await names(`select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
        and has_table_privilege($1, oid, 'truncate, references, trigger')`),
    ).toEqual([]);
    expect(
      await names(`select t as name from unnest(array['event', 'order_change', 'appointment_change', 'alert_entry', 'audit_entry']) t where has_table_privilege($1, t, 'update, delete')`),
    ).toEqual([]);
    expect(await names(`select relname as name from pg_class where relname like 'kysely%' and has_table_privilege($1, oid, 'select')`)).toEqual([]);
  });

  test('meets no view or function that would lend it the rights of its owner', async () => {
    expect(
      await names(`select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('v', 'm')
        and not coalesce('security_invoker=true' = any (reloptions), false)`),
    ).toEqual([]);
    expect(await names(`select proname as name from pg_proc where pronamespace = 'public'::regnamespace and prosecdef`)).toEqual([]);
  });
});
