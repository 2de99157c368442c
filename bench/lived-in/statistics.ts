import { runAsSuperuser } from '../../server/testing/superuser.ts';

/** What the planner knows of the tables: as autovacuum leaves them, or in one of the states in which plans went wrong. */
export type StatisticsState = 'analysed' | 'restored' | 'never analysed';

/** Puts the database of `url`, the superuser's, into the state. Autovacuum must not change it meanwhile: see `stopAutovacuum`. */
export async function setStatistics(url: string, state: StatisticsState): Promise<void> {
  if (state !== 'never analysed') await runAsSuperuser(url, 'vacuum (analyze)');
  if (state === 'analysed') return;
  // a restore counts the rows when it builds the indexes, and knows nothing of what is in them
  if (state === 'never analysed') await runAsSuperuser(url, `select pg_clear_relation_stats('public', relname) from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'i', 'm')`);
  await runAsSuperuser(url, `select pg_clear_attribute_stats('public', tablename, attname, inherited) from pg_stats where schemaname = 'public'`);
}

/** From now on nobody but the measurement decides what the planner knows. */
export async function stopAutovacuum(url: string): Promise<void> {
  const tables = await runAsSuperuser(url, `select quote_ident(relname) as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`);
  await runAsSuperuser(url, tables.map(({ name }) => `alter table ${name as string} set (autovacuum_enabled = off)`).join('; '));
}

/** Lets the planner believe that every table had so many times its rows: what is small here and grows elsewhere is planned as it is there. */
export async function inflateStatistics(url: string, times: number): Promise<void> {
  await runAsSuperuser(
    url,
    `select pg_restore_relation_stats('schemaname', 'public', 'relname', relname::text, 'relpages', greatest(relpages, 1), 'reltuples', (greatest(reltuples, 20) * $1::int)::real)
     from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'i')`,
    [times],
  );
}
