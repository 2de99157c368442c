import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { claimDataDirectory, tryClaimDataDirectory } from '../../startup/data-directory.ts';
import { readPostmaster, stopOrphan } from './orphan.ts';
import { ensureEmbeddedDatabase } from './database.ts';
import { embeddedOwnerUrl, startEmbeddedPostgres } from './start.ts';

/** Private to this user, as temporary directories are, and with a space. */
const parent = mkdtempSync(join(tmpdir(), 'medsync embedded '));
const dataDir = join(parent, 'my data');
const cluster = join(dataDir, 'postgres');
mkdirSync(dataDir);
afterAll(() => rmSync(parent, { recursive: true, force: true }));

async function start(options: { dataDir?: string; listenOn?: 'tcp' } = {}): Promise<{ url: string; stop(): Promise<void> }> {
  const postgres = await startEmbeddedPostgres({ dataDir, onUnexpectedExit: () => undefined, ...options });
  return { ...postgres, url: await ensureEmbeddedDatabase(options.dataDir ?? dataDir) };
}

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  // a server that is killed under a connection reports it here
  client.on('error', () => undefined);
  await client.connect();
  const { rows } = await client.query(text);
  await client.end();
  return rows;
}

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

/** Another process that runs the database. */
async function startOwner(): Promise<{ owner: ChildProcess; url: string }> {
  const owner = spawn(process.execPath, [join(import.meta.dirname, '../../testing/embedded-owner.ts'), dataDir], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [url] = (await once(createInterface(owner.stdout), 'line')) as [string];
  return { owner, url };
}

test('keeps its data from one start to the next, with writes that reach the disk', async () => {
  const first = await start();
  expect(await query(first.url, `select current_setting('fsync') || current_setting('synchronous_commit') as durable`)).toEqual([{ durable: 'onon' }]);
  await query(first.url, 'create table note (id int); insert into note values (1)');
  const { pid } = readPostmaster(cluster)!;
  await first.stop();
  expect(isAlive(pid)).toBe(false);
  const second = await start();
  expect(await query(second.url, 'select id from note')).toEqual([{ id: 1 }]);
  await second.stop();
});

const listening = `select current_setting('listen_addresses') as address, current_setting('unix_socket_directories') as socket`;

async function refusesGuesses(address: string): Promise<void> {
  const url = new URL(address);
  url.password = 'guess';
  await expect(query(url.href, 'select 1')).rejects.toThrow(/password authentication failed/);
}

test('listens on a socket in a directory that is closed to others, still asks for the password, and keeps it to this user', async () => {
  const postgres = await start();
  expect(await query(postgres.url, listening)).toEqual([{ address: '', socket: '.' }]);
  expect(statSync(join(cluster, '.s.PGSQL.5432')).isSocket()).toBe(true);
  expect(statSync(cluster).mode & 0o777).toBe(0o700);
  expect(embeddedOwnerUrl(dataDir)).toBe(postgres.url);
  await refusesGuesses(postgres.url);
  await postgres.stop();
  expect(statSync(join(dataDir, 'postgres.password')).mode & 0o777).toBe(0o600);
  expect(embeddedOwnerUrl(dataDir)).toBeNull();
});

test('listens on a port of this machine where something has to stand between, with the password', async () => {
  const postgres = await start({ listenOn: 'tcp' });
  expect(await query(postgres.url, listening)).toEqual([{ address: '127.0.0.1', socket: '' }]);
  expect(embeddedOwnerUrl(dataDir)).toBe(postgres.url);
  await refusesGuesses(postgres.url);
  await postgres.stop();
});

test('listens on a port where the path is too long for a socket, and where none can be made', async () => {
  const deep = join(parent, 'd'.repeat(120));
  mkdirSync(deep);
  const far = await start({ dataDir: deep });
  expect(await query(far.url, listening)).toEqual([{ address: '127.0.0.1', socket: '' }]);
  await far.stop();
  // stands in the way as a file system that knows no sockets does
  mkdirSync(join(cluster, '.s.PGSQL.5432', 'occupied'), { recursive: true });
  const postgres = await start();
  expect(await query(postgres.url, listening)).toEqual([{ address: '127.0.0.1', socket: '' }]);
  await postgres.stop();
  rmSync(join(cluster, '.s.PGSQL.5432'), { recursive: true });
});

test('lets nobody but the superuser into the other databases of its server', async () => {
  const postgres = await start();
  expect(await query(postgres.url, `select datname from pg_database where datname in ('postgres', 'template1') and has_database_privilege('public', oid, 'connect')`)).toEqual([]);
  await postgres.stop();
});

test('recovers after its owner was killed: stops what was left over, loses nothing', async () => {
  const { owner, url } = await startOwner();
  expect(tryClaimDataDirectory(dataDir)).toBeNull();
  expect(() => claimDataDirectory(dataDir)).toThrow(/^Another MedSync is running on the data in .*Stop it first, or set DATA_DIR/);
  await query(url, 'insert into note values (2)');
  owner.kill('SIGKILL');
  await once(owner, 'exit');
  expect(await query(url, 'select count(*)::int from note')).toEqual([{ count: 2 }]);
  const left = readPostmaster(cluster)!;

  const release = claimDataDirectory(dataDir);
  const postgres = await start();
  onTestFinished(async () => {
    await postgres.stop();
    release();
  });
  expect(readPostmaster(cluster)!.pid).not.toBe(left.pid);
  expect(await query(postgres.url, 'select id from note order by id')).toEqual([{ id: 1 }, { id: 2 }]);
});

test('leaves a stranger alone that has the pid of a dead predecessor', async () => {
  const stranger = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  writeFileSync(join(cluster, 'postmaster.pid'), `${stranger.pid}\n${cluster}\n0\n5432\n`);
  await stopOrphan(cluster);
  expect(isAlive(stranger.pid!)).toBe(true);
  expect(readPostmaster(cluster)).toBeNull();
  stranger.kill();
});

test('says when it ended although nobody stopped it', async () => {
  const ended = Promise.withResolvers<void>();
  const postgres = await startEmbeddedPostgres({ dataDir, onUnexpectedExit: ended.resolve });
  process.kill(readPostmaster(cluster)!.pid, 'SIGINT');
  await ended.promise;
  await postgres.stop();
});

test('files of another Postgres are one clear line', async () => {
  const version = join(cluster, 'PG_VERSION');
  const before = readFileSync(version);
  writeFileSync(version, '12\n');
  await expect(start()).rejects.toThrow(/^The database in .* did not start \(.*initialized by PostgreSQL version 12.*\)\. [^\n]*$/);
  writeFileSync(version, before);
});
