import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { ensureEmbeddedDatabase } from '../../server/db/embedded/database.ts';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../server/db/embedded/start.ts';
import { prepareDatabase } from '../../server/db/prepare.ts';
import { claimDataDirectory } from '../../server/startup/data-directory.ts';
import { passwordHash } from '../../server/testing/people.ts';
import { runAsSuperuser } from '../../server/testing/superuser.ts';
import { fillHouse, houseOf, type House } from './house.ts';
import { sizes, type SizeName } from './sizes.ts';
import { setStatistics, stopAutovacuum } from './statistics.ts';

/** Sessions end half a day after the house was filled; with less left than this it is filled anew. */
const leastLeft = '2 hours';

/** A durable Postgres that counts what each statement costs, with a lived-in database of each size that was asked for. */
export interface LivedInCluster {
  /** The superuser's address and who lives there. What was filled earlier today in the same directory is used again. */
  open(size: SizeName): Promise<{ databaseUrl: string; house: House }>;
  stop(): Promise<void>;
}

export async function startLivedInCluster(dataDir: string, onStep: (step: string) => void): Promise<LivedInCluster> {
  mkdirSync(dataDir, { recursive: true });
  process.on('exit', claimDataDirectory(dataDir));
  const postgres = await startCounting(dataDir);
  const serverUrl = await ensureEmbeddedDatabase(dataDir);
  await prepareDatabase(serverUrl);

  async function open(size: SizeName): Promise<{ databaseUrl: string; house: House }> {
    const name = `lived_in_${size.replaceAll('-', '_')}`;
    const databaseUrl = Object.assign(new URL(serverUrl), { pathname: name }).href;
    const [known] = await runAsSuperuser(serverUrl, 'select from pg_database where datname = $1', [name]);
    if (known && (await isCurrent(databaseUrl))) {
      await prepareDatabase(databaseUrl);
      await stopAutovacuum(databaseUrl);
      return { databaseUrl, house: await houseOf(databaseUrl, sizes[size]) };
    }
    await runAsSuperuser(serverUrl, `drop database if exists ${name} with (force)`);
    await runAsSuperuser(serverUrl, `create database ${name}`);
    await prepareDatabase(databaseUrl);
    await runAsSuperuser(databaseUrl, 'create extension if not exists pg_stat_statements');
    await stopAutovacuum(databaseUrl);
    const house = await fillHouse(sizes[size], {
      databaseUrl,
      passwordHash,
      onStep: (step, milliseconds) => onStep(`${size}, ${step}: ${Math.round(milliseconds / 1_000)} s`),
    });
    await setStatistics(databaseUrl, 'analysed');
    return { databaseUrl, house };
  }

  return { open, stop: postgres.stop };
}

/** The signing keys of a database that is kept are wrapped with a secret that is always the same. */
export const keyOf = (databaseUrl: string): Buffer => createHash('sha256').update(new URL(databaseUrl).pathname).digest();

async function isCurrent(databaseUrl: string): Promise<boolean> {
  const [row] = await runAsSuperuser(databaseUrl, `select coalesce(max(expires_at) > now() + $1::interval, false) as current from session`, [leastLeft]);
  return row!['current'] === true;
}

/** Counting needs a library that is loaded at the start: the first start says so, the second does it. */
async function startCounting(dataDir: string): Promise<EmbeddedPostgres> {
  const start = () => startEmbeddedPostgres({ dataDir, onUnexpectedExit: () => process.exit(1) });
  const first = await start();
  const url = await ensureEmbeddedDatabase(dataDir);
  const [row] = await runAsSuperuser(url, 'show shared_preload_libraries');
  if (row!['shared_preload_libraries'] === 'pg_stat_statements') return first;
  await runAsSuperuser(url, 'alter system set shared_preload_libraries = pg_stat_statements');
  await first.stop();
  const second = await start();
  const countingUrl = await ensureEmbeddedDatabase(dataDir);
  await runAsSuperuser(countingUrl, 'alter system set pg_stat_statements.track_planning = on');
  await runAsSuperuser(countingUrl, 'select pg_reload_conf()');
  return second;
}
