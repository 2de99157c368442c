import pg from 'pg';
import { chanceSql } from './chance.ts';
import { entriesSql, entryTableSql } from './entries.ts';
import { ordersSql } from './orders.ts';
import { peopleSql } from './people.ts';
import type { TenantSize } from './sizes.ts';
import { threadsSql } from './threads.ts';
import { tracesSql } from './traces.ts';
import { visitsSql } from './visits.ts';
import { wordsSql } from './words.ts';
import { workSql } from './work.ts';

export interface FillOptions {
  /** The superuser's address of a prepared database. */
  databaseUrl: string;
  tenants: readonly TenantSize[];
  /** The same seed, time and numbers give the same rows. */
  seed?: number;
  /** Until when they have lived there; milliseconds since 1970. */
  now?: number;
  /** The number of the first tenant; another for who moves in later. */
  firstNumber?: number;
  /** Of the password of all; nobody can sign in with one when absent. */
  passwordHash?: string;
  onStep?(step: string, milliseconds: number): void;
}

const steps = {
  'people': peopleSql,
  'orders': entryTableSql + ordersSql,
  'threads': threadsSql,
  'messages and events': entriesSql,
  'words': wordsSql,
  'visits': visitsSql,
  'work': workSql,
  'traces': tracesSql,
};

/**
 * Fills the database with tenants as after so many days of work: everything is made by the database itself, in one
 * transaction, and consistent as the application would have left it. Returns the tenants' ids, in their order.
 */
export async function fillTenants({ databaseUrl, tenants, seed = 1, now = Date.now(), firstNumber = 1, passwordHash = '', onStep }: FillOptions): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query('begin');
    const settings = { 'lived_in.seed': String(seed * 1_000_003), 'lived_in.now': new Date(now).toISOString(), 'lived_in.password_hash': passwordHash };
    for (const [name, value] of Object.entries(settings)) await client.query('select set_config($1, $2, false)', [name, value]);
    // what refers to what is right by its making; to check each of millions would take most of the time
    await client.query(triggersSql('enable always', 'O'));
    await client.query(`set local session_replication_role = replica; set local synchronous_commit = off; set local work_mem = '256MB'; set timezone = 'UTC'`);
    await client.query(chanceSql);
    await client.query(tenantSql, [JSON.stringify(tenants.map((tenant, index) => ({ ...tenant, no: firstNumber + index })))]);
    for (const [step, text] of Object.entries(steps)) {
      const since = performance.now();
      await client.query(text);
      onStep?.(step, performance.now() - since);
    }
    await client.query(triggersSql('enable', 'A'));
    const { rows } = await client.query<{ tenant_id: string }>('select tenant_id from lived_tenant order by no');
    await client.query('commit');
    return rows.map((row) => row.tenant_id);
  } finally {
    await client.end();
  }
}

const tenantSql = `
create temp table lived_tenant as
select no, kind, days, orders, patients, staff, threads, "longRoom" as long_room, "longThread" as long_thread, "visitsPerDay" as visits_per_day, work,
  moved_in, pg_temp.id_of('tenant', no, '', moved_in) as tenant_id
from jsonb_to_recordset($1::jsonb) as size (no int, kind text, days int, orders int, patients int, staff int, threads int, "longRoom" int, "longThread" int, "visitsPerDay" int, work int)
cross join lateral (select pg_temp.present() - interval '1 day' * days as moved_in) time`;

/** Triggers of the product do their work also while references are not checked. The words of messages are kept by a step of their own. */
const triggersSql = (change: string, state: string): string => `
do $$ declare kept record; begin
  for kept in select tgrelid::regclass as table, tgname from pg_trigger join pg_class c on c.oid = tgrelid
    where not tgisinternal and tgenabled = '${state}' and c.relnamespace = 'public'::regnamespace and tgname <> 'note_search_due'
  loop execute format('alter table %s ${change} trigger %I', kept.table, kept.tgname); end loop;
end $$`;
