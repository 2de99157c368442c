import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, expect, onTestFinished, test, vi } from 'vitest';
import { claimDataDirectory } from './startup/data-directory.ts';
import { readPostmaster } from './db/embedded/orphan.ts';
import { freePort } from './startup/free-port.ts';
import { createTestDatabase } from './testing/postgres-database.ts';
import { runAsSuperuser } from './testing/superuser.ts';

const parent = mkdtempSync(join(tmpdir(), 'medsync main '));
afterAll(() => rmSync(parent, { recursive: true, force: true }));
const dataDir = join(parent, 'data');

/** Starts the server as the npm scripts do, with nothing in its environment but what is given. */
function startServer(variables: Record<string, string>): ChildProcess {
  const server = spawn(process.execPath, [join(import.meta.dirname, 'main.ts'), '--api-only'], {
    env: { PATH: process.env['PATH'], PORT: '0', DATA_DIR: dataDir, ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void server.kill('SIGKILL'));
  return server;
}

async function failure(variables: Record<string, string>): Promise<string> {
  const server = startServer(variables);
  const [said, [code]] = await Promise.all([text(server.stderr!), once(server, 'exit')]);
  expect(code).toBe(1);
  return said;
}

/** One line that ends, and says what to do in a sentence of its own. */
const oneLine = (start: RegExp): RegExp => new RegExp(`^${start.source}[^\\n]*\\. [A-Z][^\\n]*\\.\\n$`);

test.each<[string, Record<string, string>, RegExp]>([
  ['an invalid variable', { PORT: 'http' }, /PORT is not valid/],
  ['a missing secret key', { DEMO: 'false' }, /SECRET_KEY is missing/],
  ['an address of another machine', { HOST: '203.0.113.1', DEMO: 'on' }, /This machine has no address 203\.0\.113\.1/],
  ['a database that is not there', { DATABASE_URL: 'postgresql://127.0.0.1:9/x', DEMO: 'true' }, /The database cannot be reached/],
  ['a data directory that cannot be made', { DATA_DIR: '/dev/null/data' }, /Cannot write to \/dev\/null\/data/],
])('%s is one line and exit code 1', async (_, variables, line) => {
  expect(await failure(variables)).toMatch(oneLine(line));
});

test('a port that is taken is one line and exit code 1', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  onTestFinished(() => void other.close());
  const { port } = other.address() as AddressInfo;
  expect(await failure({ PORT: String(port) })).toMatch(oneLine(new RegExp(`Port ${port} on 127\\.0\\.0\\.1 is taken`)));
});

test('data that another instance uses is one line and exit code 1', async () => {
  onTestFinished(claimDataDirectory(dataDir));
  expect(await failure({})).toMatch(oneLine(/Another MedSync is running on the data/));
});

test.runIf(process.getuid?.() !== 0)('a data directory that may not be written to is one line and exit code 1', async () => {
  const closed = join(parent, 'closed');
  mkdirSync(closed);
  chmodSync(closed, 0o500);
  expect(await failure({ DATA_DIR: closed })).toMatch(oneLine(/Cannot write to/));
});

test('a secret key that is not the one of the database is one line and exit code 1', async () => {
  const database = await createTestDatabase();
  const key = (byte: number) => Buffer.alloc(32, byte).toString('base64');
  const port = await freePort();
  const first = startServer({ DATABASE_URL: database.url, SECRET_KEY: key(1), PORT: String(port) });
  await vi.waitFor(async () => expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200), { timeout: 45_000 });
  first.kill('SIGTERM');
  expect(await once(first, 'exit')).toEqual([0, null]);
  expect(await failure({ DATABASE_URL: database.url, SECRET_KEY: key(2) })).toMatch(/SECRET_KEY does not open[^\n]*\n$/);
  await database.drop();
}, 60_000);

test('a port for the metrics that is taken is one line and exit code 1', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  onTestFinished(() => void other.close());
  const { port } = other.address() as AddressInfo;
  expect(await failure({ METRICS_PORT: String(port) })).toMatch(oneLine(new RegExp(`Port ${port} on 127\\.0\\.0\\.1 is taken`)));
});

test('with the owner in DATABASE_URL, every connection of the server is one of the login that owns nothing, and it says how to begin', async () => {
  const database = await createTestDatabase();
  const [port, metricsPort] = [await freePort(), await freePort()];
  const server = startServer({ DATABASE_URL: database.url, SECRET_KEY: Buffer.alloc(32, 3).toString('base64'), PORT: String(port), METRICS_PORT: String(metricsPort) });
  const said = text(server.stdout!);
  await vi.waitFor(async () => expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200), { timeout: 45_000 });
  const sessions = await runAsSuperuser(database.url, `select distinct usename from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`);
  expect(sessions).toEqual([{ usename: `medsync_node_${new URL(database.url).pathname.slice(1)}` }]);
  expect((await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).status).toBe(200);
  expect((await fetch(`http://127.0.0.1:${port}/metrics`)).status).toBe(404);
  server.kill('SIGTERM');
  expect(await once(server, 'exit')).toEqual([0, null]);
  expect(await said).toMatch(/Nobody can sign in yet\.[^]+npm run admin -- create-tenant --name [^]+npm run admin -- create-user --tenant <id> /);
  await database.drop();
}, 60_000);

test.each(['SIGINT', 'SIGTERM'] as const)('serves from an empty directory and ends on %s with everything it started', async (signal) => {
  const port = await freePort();
  const server = startServer({ PORT: String(port) });
  await vi.waitFor(async () => expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200), { timeout: 45_000 });
  server.kill(signal);
  expect(await once(server, 'exit')).toEqual([0, null]);
  // the claim is free and no Postgres is left to be stopped
  claimDataDirectory(dataDir)();

  expect(readPostmaster(join(dataDir, 'postgres'))).toBeNull();
}, 60_000);
