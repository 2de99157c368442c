import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createServer as createVite } from 'vite';
import { ensureEmbeddedDatabase } from './db/embedded/database.ts';
import { demoAccounts } from './db/seed/demo-people.ts';
import { freePort } from './startup/free-port.ts';
import { readEnvironment } from './env.ts';
import { orExit, runUntilSignal, type Lifetime } from './startup/lifetime.ts';
import { requireFreeAddress } from './startup/listen-check.ts';
import { createLogger } from './logger.ts';
import { openDatabase } from './startup/open-database.ts';

/** `npm run dev`: the database stays up, the server restarts and the web app reloads when their files change. */
const environment = orExit(() => readEnvironment(process.env));
const logger = createLogger(environment.logLevel);
const project = join(import.meta.dirname, '..');
const serverPaths = ['/trpc', '/api', '/.well-known', '/demo.json', '/healthz', '/readyz', '/metrics'];

async function start({ running, fail }: Lifetime): Promise<void> {
  const { host, port, demo } = environment;
  const own = [`http://localhost:${port}`, `http://127.0.0.1:${port}`];
  const publicOrigins = environment.publicOrigins.length > 0 ? environment.publicOrigins : own;
  await requireFreeAddress(host, port);
  await openDatabase(environment, running, () => fail('the embedded database ended by itself'));
  const databaseUrl = environment.databaseUrl ?? (await ensureEmbeddedDatabase(environment.dataDir));
  const apiPort = await freePort();
  running.defer(watchServer({ DATABASE_URL: databaseUrl, DEMO: String(demo), HOST: '127.0.0.1', PORT: String(apiPort), PUBLIC_ORIGINS: publicOrigins.join() }));

  const http = createServer();
  const target = `http://127.0.0.1:${apiPort}`;
  const vite = await createVite({
    configFile: join(project, 'vite.config.ts'),
    root: join(project, 'web'),
    server: {
      middlewareMode: { server: http },
      ws: { server: http },
      proxy: Object.fromEntries(serverPaths.map((path) => [path, { target, ws: path === '/trpc' }])),
    },
  });
  running.defer(() => vite.close());
  await answered(`${target}/readyz`);
  http.on('request', vite.middlewares).listen(port, host);
  await once(http, 'listening');
  running.defer(() => {
    http.close();
    http.closeAllConnections();
  });
  process.stdout.write(`\nMedSync is running with hot reload: ${publicOrigins[0]}\n${demo ? demoAccounts() : ''}\n`);
}

/** Waits for the server's first answer, at most ten seconds: a server that a mistake keeps from starting is mended while we run. */
async function answered(url: string): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok) return;
    await sleep(100);
  }
}

/** Runs the server without the web app and restarts it when a file changes; returns how to stop it. */
function watchServer(variables: Record<string, string>): () => Promise<void> {
  const server = spawn(process.execPath, ['--watch', '--watch-preserve-output', join('server', 'main.ts'), '--api-only'], {
    cwd: project,
    env: { ...process.env, ...variables },
    stdio: 'inherit',
  });
  const exited = once(server, 'exit');
  return async () => {
    server.kill();
    await exited;
  };
}

await runUntilSignal(logger, start);
