import { join } from 'node:path';
import { reasonOf, StartupError } from '../../startup/startup-error.ts';
import { databaseAccount } from './account.ts';
import { locateBinaries } from './binaries.ts';
import { ensureCluster, readPassword } from './cluster.ts';
import { readPostmaster, stopOrphan } from './orphan.ts';
import { startPostmaster } from './postmaster.ts';
import { socketFits } from './socket.ts';

export interface EmbeddedPostgres {
  stop(): Promise<void>;
}

interface Options {
  /** An existing directory that the caller has claimed: nobody else starts anything on it meanwhile. */
  dataDir: string;
  /** False gives up surviving a power cut, for tests. */
  durable?: boolean;
  /** A port of 127.0.0.1 even where a Unix socket in the directory would do, for what stands between the database and its clients. */
  listenOn?: 'tcp';
  /** Called when Postgres ends although nobody stopped it. */
  onUnexpectedExit: () => void;
}

const settings = {
  max_connections: 100,
  // LOG ranks above ERROR here: what starts and stops is written, statements and values that failed are not
  log_min_messages: 'log',
};

const careless = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

/** Runs a real Postgres in `<dataDir>/postgres`, made at the first start, after stopping one that was left over there. */
export async function startEmbeddedPostgres({ dataDir, durable = true, listenOn, onUnexpectedExit }: Options): Promise<EmbeddedPostgres> {
  const cluster = join(dataDir, 'postgres');
  const account = databaseAccount(cluster);
  const binaries = locateBinaries(account);
  await stopOrphan(cluster);
  const directory = await ensureCluster(dataDir, binaries, account);
  return await startPostmaster({
    program: binaries.postgres,
    account,
    directory,
    settings: { ...settings, ...(durable ? {} : careless) },
    listenOn: listenOn ?? (socketFits(cluster) ? 'socket' : 'tcp'),
    onUnexpectedExit,
  }).catch((error: unknown) => {
    throw new StartupError(`The database in ${directory} did not start (${reasonOf(error)}). Free what it needs, or set DATA_DIR to another directory.`);
  });
}

/** The superuser's address of the Postgres that runs on `dataDir`, in this process or another; null when it is not up. */
export function embeddedOwnerUrl(dataDir: string, database = 'medsync'): string | null {
  const cluster = join(dataDir, 'postgres');
  const postmaster = readPostmaster(cluster);
  if (!postmaster) return null;
  const host = postmaster.listensOn === 'socket' ? `localhost:${postmaster.port}/${database}?host=${encodeURIComponent(cluster)}` : `127.0.0.1:${postmaster.port}/${database}`;
  return `postgresql://postgres:${readPassword(dataDir)}@${host}`;
}
