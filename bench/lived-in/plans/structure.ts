import { runAsSuperuser } from '../../../server/testing/superuser.ts';
import type { Structure } from './plan-faults.ts';

/** Tables of which the rows are few for ever, with the reason. Every other table of the catalogue grows. */
const few: Record<string, string> = {
  installation: 'one row',
  signing_key: 'one for each change of keys',
  tenant: 'read by its key, or by the operator',
  clinic_settings: 'one row for each clinic',
};

/** Pages below which a table is read faster than an index of it. */
const worthAnIndex = 32;

/** Of what a plan speaks. With `everySize` tables count that are small here. */
export async function structureOf(databaseUrl: string, everySize: boolean): Promise<Structure> {
  const tables = await runAsSuperuser(
    databaseUrl,
    `select relname as name from pg_class
     where relkind = 'r' and relnamespace = 'public'::regnamespace and relname not like 'kysely%' and ($1 or pg_relation_size(oid) >= $2::int * 8192)`,
    [everySize, worthAnIndex],
  );
  const indexes = await runAsSuperuser(
    databaseUrl,
    `select i.relname as name, t.relname as table, indpred is not null as partial from pg_index join pg_class i on i.oid = indexrelid join pg_class t on t.oid = indrelid
     where t.relnamespace = 'public'::regnamespace`,
  );
  return {
    growing: new Set(tables.map((row) => row['name'] as string).filter((name) => !(name in few))),
    indexes: new Map(indexes.map((row) => [row['name'] as string, { table: row['table'] as string, partial: row['partial'] as boolean }])),
  };
}
