import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { readDataPlace, readEnvironment } from './env.ts';
import { StartupError } from './startup/startup-error.ts';

const key = Buffer.alloc(32, 7);

test('nothing has to be set', () => {
  expect(readEnvironment({})).toEqual({
    port: 3000,
    host: '127.0.0.1',
    databaseUrl: null,
    ownerUrl: null,
    redisAddresses: [],
    dataDir: resolve('.data'),
    publicOrigins: [],
    trustedProxies: [],
    hstsSubdomains: false,
    metrics: { listen: null, token: null },
    demo: true,
    secretKey: null,
    logLevel: 'info',
    warnings: [],
  });
});

test('every variable is read', () => {
  expect(
    readEnvironment({
      PORT: '8080',
      HOST: '0.0.0.0',
      DATABASE_URL: 'postgresql://u:p@db/medsync',
      DATABASE_OWNER_URL: 'postgresql://o:p@db/medsync',
      REDIS_URL: 'redis://cache:6379, rediss://u:p@other:6380',
      DATA_DIR: '/srv/med sync',
      PUBLIC_ORIGINS: 'https://a.example.org, https://b.example.org/',
      TRUSTED_PROXIES: '10.0.0.0/8, ::1',
      HSTS: 'subdomains',
      METRICS_PORT: '9464',
      METRICS_HOST: '10.0.0.4',
      METRICS_TOKEN: 'a-token-of-16-chars',
      SECRET_KEY: key.toString('base64'),
      LOG_LEVEL: 'warn',
    }),
  ).toEqual({
    port: 8080,
    host: '0.0.0.0',
    databaseUrl: 'postgresql://u:p@db/medsync',
    ownerUrl: 'postgresql://o:p@db/medsync',
    redisAddresses: ['redis://cache:6379', 'rediss://u:p@other:6380'],
    dataDir: '/srv/med sync',
    publicOrigins: ['https://a.example.org', 'https://b.example.org'],
    trustedProxies: ['10.0.0.0/8', '::1'],
    hstsSubdomains: true,
    metrics: { listen: { host: '10.0.0.4', port: 9464 }, token: 'a-token-of-16-chars' },
    demo: false,
    secretKey: key,
    logLevel: 'warn',
    warnings: [],
  });
});

test('a bus without a database that others reach is pointed out', () => {
  expect(readEnvironment({ REDIS_URL: 'redis://cache:6379' }).warnings).toEqual([expect.stringContaining('embedded database serves one node')]);
});

test('an empty variable counts as not set', () => {
  expect(readEnvironment({ PORT: '', DATABASE_URL: ' ' })).toEqual(readEnvironment({}));
});

test.each([
  ['PORT', '99999'],
  ['PORT', 'http'],
  ['PORT', '-1'],
  ['HOST', 'a b'],
  ['DATABASE_URL', 'mysql://host/db'],
  ['DATABASE_URL', 'host:5432'],
  ['REDIS_URL', 'http://host'],
  ['REDIS_URL', 'redis://host:6379,'],
  ['REDIS_URL', 'redis://host:6379,host:6380'],
  ['PUBLIC_ORIGINS', 'medsync.example.org'],
  ['PUBLIC_ORIGINS', 'https://medsync.example.org/app'],
  ['PUBLIC_ORIGINS', '*'],
  ['DATABASE_OWNER_URL', 'owner@db'],
  ['METRICS_PORT', '70000'],
  ['METRICS_HOST', 'a b'],
  ['METRICS_TOKEN', 'short'],
  ['METRICS_TOKEN', 'two words of a token'],
  ['DEMO', 'maybe'],
  ['SECRET_KEY', 'short'],
  ['SECRET_KEY', Buffer.alloc(31).toString('base64')],
  ['LOG_LEVEL', 'loud'],
])('%s=%s is refused in one line that names it', (name, value) => {
  const read = () => readEnvironment({ [name]: value });
  expect(read).toThrow(StartupError);
  expect(read).toThrow(new RegExp(`^${name} is not valid\\. Set it to [^\\n]+\\.$`));
});

test('a value, which may hold a password, is never repeated', () => {
  expect(() => readEnvironment({ DATABASE_URL: 'mysql://user:hunter2@db' })).not.toThrow(/hunter2/);
});

const database = { DATABASE_URL: 'postgresql://db/medsync' };
const https = { PUBLIC_ORIGINS: 'http://localhost:3000, https://medsync.example.org' };

test.each<[Record<string, string>, boolean]>([
  [{}, true],
  [{ HOST: '127.0.0.1' }, true],
  [{ HOST: '127.9.9.9' }, true],
  [{ HOST: '::1' }, true],
  [{ HOST: 'localhost' }, true],
  [{ PUBLIC_ORIGINS: 'http://pharmacy.local' }, true],
  [{ HOST: '0.0.0.0' }, false],
  [{ HOST: '::' }, false],
  [{ HOST: '192.168.1.4' }, false],
  [{ HOST: '127.0.0.1.example.org' }, false],
  [{ HOST: 'localhost.example.org' }, false],
  [https, false],
  [{ HOST: '0.0.0.0', ...https }, false],
  [database, false],
  [{ DATABASE_OWNER_URL: 'postgresql://db/medsync' }, false],
])('without DEMO, %o makes the demo %s', (env, demo) => {
  expect(readEnvironment({ ...env, SECRET_KEY: key.toString('base64') })).toMatchObject({ demo, secretKey: key });
  if (demo) expect(readEnvironment(env)).toMatchObject({ demo, secretKey: null });
  else expect(() => readEnvironment(env)).toThrow(/^SECRET_KEY is missing\. Set it to 32 bytes/);
});

test.each<[string, boolean]>([['on', true], ['yes', true], ['1', true], ['True', true], ['off', false], ['no', false], ['0', false], ['FALSE', false]])('DEMO=%s decides alone', (DEMO, demo) => {
  for (const env of [{}, { HOST: '0.0.0.0' }, https, database]) {
    expect(readEnvironment({ ...env, DEMO, SECRET_KEY: key.toString('base64') })).toMatchObject({ demo });
    if (demo) expect(readEnvironment({ ...env, DEMO })).toMatchObject({ demo, secretKey: null });
    else expect(() => readEnvironment({ ...env, DEMO })).toThrow(/^SECRET_KEY is missing/);
  }
});

test("the owner alone is enough: it stands for the database, and is the command line's in any case", () => {
  const owner = { DATABASE_OWNER_URL: 'postgresql://o@db/medsync' };
  const secret = { SECRET_KEY: key.toString('base64') };
  expect(readEnvironment({ ...owner, ...secret })).toMatchObject({ databaseUrl: owner.DATABASE_OWNER_URL, ownerUrl: null });
  expect(readEnvironment({ ...database, ...secret })).toMatchObject({ databaseUrl: database.DATABASE_URL, ownerUrl: null });
  expect(readDataPlace({ ...database, ...owner }).ownerUrl).toBe(owner.DATABASE_OWNER_URL);
  expect(readDataPlace(database).ownerUrl).toBe(database.DATABASE_URL);
  expect(readDataPlace({}).ownerUrl).toBeNull();
});
