import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../testing/postgres-database.ts';
import { appRole } from './database.ts';
import { excessOf } from './excess.ts';

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

  const ownRows = (expression: string) => `pg_get_expr(p.${expression}, p.polrelid) = '(tenant_id = (NULLIF(current_setting(''app.tenant''::text, true), ''''::text))::uuid)'`;
  const commands = `unnest(array['r', 'a', 'w', 'd']) as command`;
  /** Policies that let the role do the command. */
  const policies = (role: string) => `select p.* from pg_policy p where p.polrelid = t.oid and p.polcmd in ('*', command)
    and p.polpermissive and (0 = any (p.polroles) or ${role} = any (p.polroles))`;

  test('has policies that check what is read and what is written, but for addresses and for what climbs when, of which more is read', async () => {
    const unchecked = await names(`select distinct relname || ' ' || command as name from (${tenantTables}) t, ${commands}
      where exists (select from (${policies('$1::regrole')}) p where
        (command <> 'a' and not ${ownRows('polqual')}) or (command in ('a', 'w') and not ${ownRows('polwithcheck')})) order by 1`);
    expect(unchecked).toEqual(['escalation_due r', 'retention_due r', 'search_due r', 'sign_in_address r']);
  });

  test('has one permissive policy for a role and command: two count the share of a tenant twice', async () => {
    for (const role of ['$1::regrole', 't.relowner']) {
      const counted = `select relname || ' ' || command as name from (${tenantTables}) t, ${commands}, (select $1::text as app) a where (select count(*) from (${policies(role)}) p) > 1`;
      expect(await names(counted)).toEqual([]);
    }
    const without = `select relname || ' ' || command as name from (${tenantTables}) t, ${commands}
      where not exists (${policies('$1::regrole')}) and has_table_privilege($1, t.oid, case command when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' else 'delete' end)`;
    expect(await names(without)).toEqual([]);
  });

  test('keeps no statistics of tenant_id: a plan must not depend on whose it is', async () => {
    expect(
      await names(`select relname as name from (${tenantTables}) t join pg_attribute a on a.attrelid = t.oid and a.attname = 'tenant_id'
        where a.attstattarget is distinct from 0
          or exists (select from pg_statistic s where s.starelid = t.oid and s.staattnum = a.attnum)`),
    ).toEqual([]);
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
      await names(`select t as name from unnest(array['order_change', 'appointment_change', 'alert_entry', 'audit_entry', 'message']) t where has_table_privilege($1, t, 'delete')
        union all select t from unnest(array['event', 'order_change', 'appointment_change', 'alert_entry', 'audit_entry']) t where has_table_privilege($1, t, 'update')`),
    ).toEqual([]);
    expect(await names(`select relname as name from pg_class where relname like 'kysely%' and has_table_privilege($1, oid, 'select')`)).toEqual([]);
  });

  test('removes what is old, and no more, from what grows for ever', async () => {
    const guarded = await names(`select c.relname || ': ' || pg_get_expr(p.polqual, p.polrelid) as name from pg_policy p join pg_class c on c.oid = p.polrelid where p.polcmd = 'd' and not p.polpermissive order by 1`);
    expect(guarded).toEqual([
      `event: (at < (now() - '72:00:00'::interval))`,
      `notification: ((read_at < (now() - '30 days'::interval)) OR (created_at < (now() - '180 days'::interval)))`,
      `session: (expires_at < (now() - '7 days'::interval))`,
    ]);
  });

  test('has no right to a single month of the audit log, which it reads and writes as a whole', async () => {
    const months = await names(`select inhrelid::regclass::text as name from pg_inherits where inhparent = 'audit_entry'::regclass order by 1`);
    expect(months.length).toBeGreaterThan(24);
    expect(await names(`select inhrelid::regclass::text as name from pg_inherits where inhparent = 'audit_entry'::regclass
      and (has_table_privilege($1, inhrelid, 'select, insert, update, delete, truncate') or has_any_column_privilege($1, inhrelid, 'select, insert, update'))`)).toEqual([]);
    // each has the key, the guards of what is counted, and row-level security of the whole
    expect(await names(`select inhrelid::regclass::text as name from pg_inherits i where inhparent = 'audit_entry'::regclass and not (
      exists (select from pg_index where indrelid = inhrelid and indisprimary)
      and (select count(*) from pg_trigger where tgrelid = inhrelid and tgname like 'only%') = 2)`)).toEqual([]);
  });

  test('meets no view or function that would lend it the rights of its owner', async () => {
    expect(
      await names(`select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('v', 'm')
        and not coalesce('security_invoker=true' = any (reloptions), false)`),
    ).toEqual([]);
    expect(await names(`select proname as name from pg_proc where pronamespace = 'public'::regnamespace and prosecdef`)).toEqual([]);
  });
});

describe("the nodes' login", () => {
  let node: pg.Client;
  beforeAll(async () => {
    node = new pg.Client({ connectionString: database.loginUrl });
    await node.connect();
  });
  afterAll(() => node.end());

  const one = async (query: string): Promise<Record<string, unknown>> => (await node.query<Record<string, unknown>>(query)).rows[0]!;

  test('is no superuser, bypasses, makes and replicates nothing, inherits nothing, and is a member of the application alone', async () => {
    expect(
      await one(`select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication, rolinherit, rolcanlogin,
          array(select roleid::regrole::text from pg_auth_members where member = r.oid) as member_of,
          exists (select from pg_auth_members where member = r.oid and admin_option) as gives_on
        from pg_roles r where rolname = session_user`),
    ).toEqual({
      rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false, rolreplication: false, rolinherit: false, rolcanlogin: true,
      member_of: [appRole], gives_on: false,
    });
    expect(await excessOf(owner, (await one('select session_user'))['session_user'] as string)).toEqual([]);
  });

  test('owns nothing on the whole server, as does the role of the application', async () => {
    const { rows } = await node.query(`select from pg_shdepend where refclassid = 'pg_authid'::regclass and refobjid in (session_user::regrole, $1::regrole) and deptype = 'o'`, [appRole]);
    expect(rows).toEqual([]);
  });

  test('has of itself no right to any table, column, sequence, function or schema of ours', async () => {
    const { rows } = await node.query(`
      select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm')
        and (has_table_privilege(session_user, oid, 'select, insert, update, delete, truncate, references, trigger') or has_any_column_privilege(session_user, oid, 'select, insert, update, references'))
      union all select relname from pg_class where relkind = 'S' and has_sequence_privilege(session_user, oid, 'usage, select, update')
      union all select nspname from pg_namespace where has_schema_privilege(session_user, oid, 'create')`);
    expect(rows).toEqual([]);
  });

  test('may enter this database alone, and make nothing in it, not even what is temporary', async () => {
    const { rows } = await node.query<{ datname: string }>(
      `select datname from pg_database where datname in (current_database(), 'medsync', 'postgres', 'template1') and has_database_privilege(session_user, oid, 'connect')`,
    );
    expect(rows).toEqual([await one('select current_database() as datname')]);
    expect(await one(`select has_database_privilege(session_user, current_database(), 'create, temp') as makes`)).toEqual({ makes: false });
  });

  test('is bound by row-level security in every table of a tenant, whichever of its two roles it takes', async () => {
    const active = `select relname from (${tenantTables}) t where not row_security_active(t.oid)`;
    for (const role of ['none', appRole]) {
      await node.query(`set role ${role}`);
      expect((await node.query(active)).rows).toEqual([]);
    }
    await node.query('reset role');
  });
});

test('what messages, members and audit rows refer to without a foreign key can be deleted by nobody but the owner', async () => {
  const parents = ['chat_order', 'room', 'tenant', 'thread', 'topic', 'user_account'];
  const deletable = await names(`select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
    and relname = any('{${parents.join()}}') and (has_table_privilege($1, oid, 'delete') or has_table_privilege($1, oid, 'truncate'))`);
  expect(deletable).toEqual([]);
});
