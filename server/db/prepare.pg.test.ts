import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { expect, inject, onTestFinished, test } from 'vitest';
import { StartupError } from '../startup/startup-error.ts';
import { createBareDatabase } from '../testing/bare-database.ts';
import { createDatabase } from './database.ts';
import { prepareDatabase } from './prepare.ts';

const server = inject('postgresUrl');

async function emptyDatabase(rights: 'createrole' | 'nocreaterole' = 'createrole'): Promise<string> {
  const database = await createBareDatabase(server, rights);
  onTestFinished(() => database.drop());
  return database.url;
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
  await expect(prepareDatabase(url)).rejects.toThrow(/has to own the database and may create roles/);
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
