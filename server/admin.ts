import { text } from 'node:stream/consumers';
import { systemClock } from './clock.ts';
import { createDatabase } from './db/database.ts';
import { ensureEmbeddedDatabase } from './db/embedded/database.ts';
import { startEmbeddedPostgres } from './db/embedded/start.ts';
import { prepareDatabase } from './db/prepare.ts';
import { tryClaimDataDirectory } from './startup/data-directory.ts';
import { readDataPlace } from './env.ts';
import { readCommand, usage } from './features/admin/arguments.ts';
import { Refusal } from './features/admin/refusal.ts';
import { runCommand } from './features/admin/run-command.ts';
import { reasonOf, StartupError } from './startup/startup-error.ts';

/** `npm run admin -- …`: what an operator does without the web app. */
async function main(args: string[]): Promise<string> {
  if (args.length === 0 || args.includes('--help') || args.includes('help')) return usage;
  const command = readCommand(args);
  await using running = new AsyncDisposableStack();
  const ownerUrl = await findDatabase(running);
  await prepareDatabase(ownerUrl);
  const db = createDatabase({ url: ownerUrl, poolSize: 1, onConnectionError: () => undefined });
  running.defer(() => db.close());
  return await runCommand(command, { db, ownerUrl, readInput: () => text(process.stdin), clock: systemClock });
}

/** The configured database, the embedded one of the server that runs, or the embedded one, started for this command. */
async function findDatabase(running: AsyncDisposableStack): Promise<string> {
  const { ownerUrl, dataDir } = readDataPlace(process.env);
  if (ownerUrl) return ownerUrl;
  const release = tryClaimDataDirectory(dataDir);
  if (release) {
    running.defer(release);
    const postgres = await startEmbeddedPostgres({ dataDir, onUnexpectedExit: () => process.exit(1) });
    running.defer(postgres.stop);
  }
  return await ensureEmbeddedDatabase(dataDir);
}

// interrupted or not, a database that was started for the command is stopped at its end
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);

try {
  process.stdout.write(`${await main(process.argv.slice(2))}\n`);
} catch (error) {
  const known = error instanceof Refusal || error instanceof StartupError;
  process.stderr.write(`${known ? error.message : `It failed: ${reasonOf(error)}`}\n`);
  process.exitCode = 1;
}
