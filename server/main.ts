import { startApp } from './app.ts';
import { systemClock } from './clock.ts';
import { createDatabase } from './db/database.ts';
import { seedDemo } from './db/seed/seed-demo.ts';
import { demoAccounts, demoPeople } from './db/seed/demo-people.ts';
import { readEnvironment } from './env.ts';
import { ensureSigningKey } from './features/auth/signing-keys.ts';
import { orExit, runUntilSignal, type Lifetime } from './startup/lifetime.ts';
import { requireFreeAddress } from './startup/listen-check.ts';
import { createLogger } from './logger.ts';
import { openDatabase } from './startup/open-database.ts';
import { demoSecretKey } from './startup/secret-key.ts';
import { buildWeb } from './startup/web-build.ts';

/** Given by `npm run dev`, where Vite serves the web app. */
const apiOnly = process.argv.includes('--api-only');

const environment = orExit(() => readEnvironment(process.env));
const logger = createLogger(environment.logLevel);

async function start({ running, fail }: Lifetime): Promise<void> {
  const { host, port, publicOrigins, redisAddresses, trustedProxies, hstsSubdomains, demo } = environment;
  for (const warning of environment.warnings) process.stderr.write(`${warning}\n`);
  await requireFreeAddress(host, port);

  const building = new AbortController();
  running.defer(() => building.abort());
  const web = apiOnly ? Promise.resolve(null) : buildWeb(building.signal);
  // it is awaited below; failing while the database starts must not count as unhandled
  web.catch(() => undefined);

  const databaseUrl = await openDatabase(environment, running, () => fail('the embedded database ended by itself'));
  const secretKey = environment.secretKey ?? demoSecretKey(environment.dataDir);
  await ensureSigningKey(databaseUrl, secretKey);
  if (demo) await fillDemo(databaseUrl);
  const webRoot = await web;

  const app = await startApp({ databaseUrl, redisAddresses, secretKey, host, port, publicOrigins, trustedProxies, hstsSubdomains, webRoot, logger, demoPeople: demo ? demoPeople : null });
  running.defer(() => app.stop());
  if (!apiOnly) process.stdout.write(`\nMedSync is running: ${publicOrigins[0] ?? `http://localhost:${new URL(app.url).port}`}\n${demo ? demoAccounts() : ''}\n`);
}

async function fillDemo(databaseUrl: string): Promise<void> {
  const db = createDatabase({ url: databaseUrl, poolSize: 1, onConnectionError: (error) => logger.warn('database connection', { error }) });
  try {
    await seedDemo(db, systemClock);
  } finally {
    await db.close();
  }
}

await runUntilSignal(logger, start);
