import { join } from 'node:path';
import pg from 'pg';
import { reasonOf, StartupError } from '../../startup/startup-error.ts';
import { databaseAccount } from './account.ts';
import { locateBinaries } from './binaries.ts';
import { ensureCluster, readPassword } from './cluster.ts';
import { readPostmaster, stopOrphan } from './orphan.ts';
import { startPostmaster } from './postmaster.ts';

export interface EmbeddedPostgres {
  /** The superuser's. */
  url: string;
  stop(): Promise<void>;
}

interface Options {
  /** An existing directory that the caller has claimed: nobody else starts anything on it meanwhile. */
  dataDir: string;
  /** False gives up surviving a power cut, for tests. */
  durable?: boolean;
  /** Called when Postgres ends although nobody stopped it. */
  onUnexpectedExit: () => void;
}

const databaseName = 'medsync';

const settings = {
  max_connections: 100,
  // LOG ranks above ERROR here: what starts and stops is written, statements and values that failed are not
  log_min_messages: 'log',
};

const careless = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

/** Runs a real Postgres in `<dataDir>/postgres`, made at the first start, after stopping one that was left over there. */
export async function startEmbeddedPostgres({ dataDir, durable = true, onUnexpectedExit }: Options): Promise<EmbeddedPostgres> {
  const cluster = join(dataDir, 'postgres');
  const account = databaseAccount(cluster);
  const binaries = locateBinaries(account);
  await stopOrphan(cluster);
  const directory = await ensureCluster(dataDir, binaries, account);
  const postmaster = await startPostmaster({
    program: binaries.postgres,
    account,
    directory,
    settings: { ...settings, ...(durable ? {} : careless) },
    onUnexpectedExit,
  }).catch((error: unknown) => {
    throw new StartupError(`The database in ${directory} did not start (${reasonOf(error)}). Free what it needs, or set DATA_DIR to another directory.`);
  });
  try {
    await ensureDatabase(urlOf(dataDir, postmaster.port, 'postgres'));
  } catch (error) {
    await postmaster.stop();
    throw new StartupError(`The database in ${directory} cannot be used (${reasonOf(error)}). Restore it from a backup, or set DATA_DIR to another directory.`);
  }
  return { url: urlOf(dataDir, postmaster.port), stop: postmaster.stop };
}

/** Where the embedded Postgres that another process runs on `dataDir` can be reached; null when it is not up. */
export function runningEmbeddedUrl(dataDir: string): string | null {
  const postmaster = readPostmaster(join(dataDir, 'postgres'));
  return postmaster && urlOf(dataDir, postmaster.port);
}

const urlOf = (dataDir: string, port: number, database = databaseName): string =>
  `postgresql://postgres:${readPassword(dataDir)}@127.0.0.1:${port}/${database}`;

async function ensureDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [databaseName]);
    if (!rowCount) await client.query(`create database ${databaseName}`);
  } finally {
    await client.end();
  }
}
