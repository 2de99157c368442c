import { readEnvironment } from './env.ts';
import { prepareNodes } from './startup/prepare-nodes.ts';
import { reasonOf, StartupError } from './startup/startup-error.ts';

/** `npm run migrate`: does with the owner's credentials what nodes need, so that they start without them. */
async function main(): Promise<string> {
  const environment = readEnvironment({ DEMO: 'off', ...process.env });
  const { databaseUrl, secretKey } = environment;
  if (databaseUrl === null || !secretKey) throw new StartupError('There is no database to prepare. Set DATABASE_OWNER_URL; the embedded database is prepared at every start.');
  const { login } = await prepareNodes({ ...environment, secretKey });
  return `The database is ready. Nodes sign in to it as ${login}.`;
}

try {
  process.stdout.write(`${await main()}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof StartupError ? error.message : `It failed: ${reasonOf(error)}`}\n`);
  process.exitCode = 1;
}
