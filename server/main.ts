import { startApp } from './app.ts';
import { demoAccounts, demoPeople } from './db/seed/demo-people.ts';
import { readEnvironment } from './env.ts';
import { orExit, runUntilSignal, type Lifetime } from './startup/lifetime.ts';
import { requireFreeAddress } from './startup/listen-check.ts';
import { createLogger } from './logger.ts';
import { firstSteps } from './startup/first-steps.ts';
import { forgetOwner, openDatabase, prepareApart } from './startup/open-database.ts';
import { demoSecretKey } from './startup/secret-key.ts';
import { buildWeb } from './startup/web-build.ts';

/** Given by `npm run dev`, where Vite serves the web app. */
const apiOnly = process.argv.includes('--api-only');

const environment = orExit(() => readEnvironment(process.env));
const logger = createLogger(environment.logLevel);

async function start({ running, fail }: Lifetime): Promise<void> {
  const { host, port, publicOrigins, redisAddresses, trustedProxies, hstsSubdomains, metrics, demo } = environment;
  for (const warning of environment.warnings) process.stderr.write(`${warning}\n`);
  await requireFreeAddress(host, port);
  if (metrics.listen) await requireFreeAddress(metrics.listen.host, metrics.listen.port);

  const building = new AbortController();
  running.defer(() => building.abort());
  const web = apiOnly ? Promise.resolve(null) : buildWeb(building.signal);
  // it is awaited below; failing while the database starts must not count as unhandled
  web.catch(() => undefined);

  await openDatabase(environment, running, () => fail('the embedded database ended by itself'));
  const secretKey = environment.secretKey ?? demoSecretKey(environment.dataDir);
  const prepared = await prepareApart({ databaseUrl: environment.databaseUrl, ownerUrl: environment.ownerUrl, dataDir: environment.dataDir, secretKey, demo }, building.signal);
  forgetOwner(environment, process.env, prepared);
  const { databaseUrl, empty } = prepared;
  const webRoot = await web;

  const app = await startApp({ databaseUrl, redisAddresses, secretKey, host, port, publicOrigins, trustedProxies, hstsSubdomains, metrics, webRoot, logger, demoPeople: demo ? demoPeople : null });
  running.defer(() => app.stop());
  if (!apiOnly) process.stdout.write(`\nMedSync is running: ${publicOrigins[0] ?? `http://localhost:${new URL(app.url).port}`}\n${demo ? demoAccounts() : ''}\n`);
  if (empty) process.stdout.write(firstSteps(process.env));
}

await runUntilSignal(logger, start);
