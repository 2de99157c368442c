import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { startEmbeddedPostgres } from '../db/embedded/start.ts';
import type { Environment } from '../env.ts';
import { claimDataDirectory } from './data-directory.ts';
import type { Preparation, Prepared } from './prepare-nodes.ts';
import { StartupError } from './startup-error.ts';

/** Starts the embedded database, which `running` stops, unless another one is configured. Throws a StartupError. */
export async function openDatabase({ databaseUrl, dataDir }: Pick<Environment, 'databaseUrl' | 'dataDir'>, running: AsyncDisposableStack, onEmbeddedExit: () => void): Promise<void> {
  if (databaseUrl !== null) return;
  running.defer(claimDataDirectory(dataDir));
  const postgres = await startEmbeddedPostgres({ dataDir, onUnexpectedExit: onEmbeddedExit });
  running.defer(postgres.stop);
}

/** As `prepareNodes`, in a process of its own that ends: whoever serves has held no connection and no password of the owner's. */
export async function prepareApart({ secretKey, ...asked }: Preparation, signal: AbortSignal): Promise<Prepared> {
  const { DATABASE_URL: _, DATABASE_OWNER_URL: __, ...env } = process.env;
  const child = spawn(process.execPath, [join(import.meta.dirname, 'preparation.ts')], { env, stdio: 'pipe', signal, killSignal: 'SIGKILL' });
  const ended = once(child, 'close') as Promise<[number | null]>;
  // it may end before it has read: its exit says why
  child.stdin.on('error', () => undefined).end(JSON.stringify({ ...asked, secretKey: Buffer.from(secretKey).toString('base64') }));
  const [answer, complaint, [code]] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  if (code !== 0) throw new StartupError(complaint.trim() || 'The process that prepares the database ended by itself. Start again.');
  return JSON.parse(answer) as Prepared;
}

/** What the owner's credentials were given in. */
const ownersVariables = ['DATABASE_URL', 'DATABASE_OWNER_URL', 'PGPASSWORD'];

/** Takes the owner's credentials out of the environment; nodes that were given a login keep what they were given with it. */
export function forgetOwner(environment: Pick<Environment, 'databaseUrl' | 'ownerUrl'>, env: NodeJS.ProcessEnv, { databaseUrl }: Prepared): void {
  const given = environment.databaseUrl === databaseUrl;
  for (const name of given ? ['DATABASE_OWNER_URL'] : ownersVariables) delete env[name];
  environment.databaseUrl = environment.ownerUrl = null;
}
