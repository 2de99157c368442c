import { claimDataDirectory } from './data-directory.ts';
import { startEmbeddedPostgres } from '../db/embedded/start.ts';
import { prepareDatabase } from '../db/prepare.ts';
import type { Environment } from '../env.ts';

/**
 * Makes the database ready and returns its owner's address: the configured one, or the embedded one, started here
 * and stopped by `running`. Throws a StartupError.
 */
export async function openDatabase(
  { databaseUrl, dataDir }: Pick<Environment, 'databaseUrl' | 'dataDir'>,
  running: AsyncDisposableStack,
  onEmbeddedExit: () => void,
): Promise<string> {
  const url = databaseUrl ?? (await startEmbedded(dataDir, running, onEmbeddedExit));
  await prepareDatabase(url);
  return url;
}

async function startEmbedded(dataDir: string, running: AsyncDisposableStack, onUnexpectedExit: () => void): Promise<string> {
  running.defer(claimDataDirectory(dataDir));
  const postgres = await startEmbeddedPostgres({ dataDir, onUnexpectedExit });
  running.defer(postgres.stop);
  return postgres.url;
}
