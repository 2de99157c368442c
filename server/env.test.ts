import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { readEnvironment } from './env.ts';
import { StartupError } from './startup/startup-error.ts';

const key = Buffer.alloc(32, 7);

test('nothing has to be set', () => {
  expect(readEnvironment({})).toEqual({
    port: 3000,
    host: '127.0.0.1',
    databaseUrl: null,
    redisAddresses: [],
    dataDir: resolve('.data'),
    publicOrigins: [],
    trustedProxies: [],
    hstsSubdomains: false,
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
      REDIS_URL: 'redis://cache:6379, rediss://u:p@other:6380',
      DATA_DIR: '/srv/med sync',
      PUBLIC_ORIGINS: 'https://a.example.org, https://b.example.org/',
      TRUSTED_PROXIES: '10.0.0.0/8, ::1',
      HSTS: 'subdomains',
      SECRET_KEY: key.toString('base64'),
      LOG_LEVEL: 'warn',
    }),
  ).toEqual({
    port: 8080,
    host: '0.0.0.0',
    databaseUrl: 'postgresql://u:p@db/medsync',
    redisAddresses: ['redis://cache:6379', 'rediss://u:p@other:6380'],
    dataDir: '/srv/med sync',
    publicOrigins: ['https://a.example.org', 'https://b.example.org'],
    trustedProxies: ['10.0.0.0/8', '::1'],
    hstsSubdomains: true,
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

test.each([{ DATABASE_URL: 'postgresql://db/medsync' }, { DEMO: 'false' }])('outside a demo the secret key is required: %o', (env) => {
  expect(() => readEnvironment(env)).toThrow(/^SECRET_KEY is missing\. Set it to 32 bytes/);
  expect(readEnvironment({ ...env, SECRET_KEY: key.toString('base64') })).toMatchObject({ demo: false, secretKey: key });
});

test('a demo on a database of its own needs no key', () => {
  expect(readEnvironment({ DATABASE_URL: 'postgresql://db/medsync', DEMO: 'yes' })).toMatchObject({ demo: true, secretKey: null });
});
