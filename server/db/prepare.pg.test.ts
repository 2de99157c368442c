import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterEach, expect, inject, onTestFinished, test } from 'vitest';
import { StartupError } from '../startup/startup-error.ts';
import { createDatabase } from './database.ts';
import { prepareDatabase } from './prepare.ts';

const server = new URL(inject('postgresUrl'));
server.pathname = 'postgres';

async function administer(...statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: server.href });
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}

const created: string[] = [];
afterEach(async () => {
  for (const name of created.splice(0)) await administer(`drop database if exists ${name} with (force)`, `drop role if exists ${name}`);
});

/** An empty database that belongs to an ordinary user, as a managed Postgres hands out. */
async function emptyDatabase(rights = 'createrole'): Promise<string> {
  const name = `bare_${randomUUID().replaceAll('-', '')}`;
  created.push(name);
  await administer(`create role ${name} login password 'secret' ${rights}`);
  // the role exists already on this server; without this its creator alone could grant it
  if (rights === 'createrole') await administer(`grant medsync_app to ${name} with admin option, set false, inherit false`);
  await administer(`create database ${name} owner ${name}`);
  const url = new URL(server);
  [url.pathname, url.username, url.password] = [name, name, 'secret'];
  return url.href;
}

async function epochOf(url: string): Promise<string> {
  const database = createDatabase({ url, onConnectionError: () => undefined });
  try {
    const rows = await database.withInstallation((trx) => trx.selectFrom('installation').select('epoch').execute());
    expect(rows).toHaveLength(1);
    return rows[0]!.epoch;
  } finally {
    await database.close();
  }
}

test("prepares an ordinary user's empty database for several nodes at once, and leaves a prepared one as it is", async () => {
  const url = await emptyDatabase();
  await Promise.all([prepareDatabase(url), prepareDatabase(url), prepareDatabase(url)]);
  const epoch = await epochOf(url);
  expect(epoch).toMatch(/^[0-9a-z]{8}$/);
  await prepareDatabase(url);
  expect(await epochOf(url)).toBe(epoch);
});

test('a user without the rights is told which ones are missing', async () => {
  const url = await emptyDatabase('nocreaterole');
  await expect(prepareDatabase(url)).rejects.toThrow(/needs a user who owns the database and may create roles/);
});

test('a database that refuses is a StartupError of one line', async () => {
  const url = new URL(server);
  url.password = 'wrong';
  const error = await prepareDatabase(url.href).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(StartupError);
  expect((error as Error).message).toMatch(/^The database cannot be reached \(.*\)\. Check DATABASE_URL.*[^\n]$/);
  expect((error as Error).message).not.toContain('wrong');
});

test('a database that never answers is given up', { timeout: 8_000 }, async () => {
  const silent = createServer().listen(0, '127.0.0.1');
  await once(silent, 'listening');
  onTestFinished(() => void silent.close());
  const { port } = silent.address() as AddressInfo;
  await expect(prepareDatabase(`postgresql://someone@127.0.0.1:${port}/x`)).rejects.toThrow(/cannot be reached \(.*timeout/);
});
