import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startAuth, type AuthFixture } from './auth-fixture.ts';
import { ensureSigningKey, loadSigningKeys } from './signing-keys.ts';

let auth: AuthFixture;
beforeAll(async () => {
  auth = await startAuth();
});
afterAll(() => auth[Symbol.asyncDispose]());

const waitingForLock = () =>
  auth.query(`
    select from pg_locks join pg_database on pg_database.oid = pg_locks.database
    where datname = current_database() and not granted`);

test('a node that starts while another makes the key takes that one', async () => {
  const [key] = await auth.query('delete from signing_key returning *');
  await auth.query('begin');
  await auth.query('lock table signing_key in share row exclusive mode');
  const second = ensureSigningKey(auth.url, auth.secretKey);
  await expect.poll(waitingForLock).toHaveLength(1);
  await auth.query('insert into signing_key (id, public_jwk, private_key) values ($1, $2, $3)', [
    key?.['id'],
    key?.['public_jwk'],
    key?.['private_key'],
  ]);
  await auth.query('commit');
  await second;
  expect(await auth.query('select id from signing_key')).toEqual([{ id: key?.['id'] }]);
});

test('the published keys are public, and the private one is stored sealed', async () => {
  const { jwks, current } = await loadSigningKeys(auth.db, auth.secretKey);
  expect(jwks.keys).toEqual([
    { kid: current.id, kty: 'OKP', crv: 'Ed25519', x: expect.any(String) as string, alg: 'EdDSA', use: 'sig' },
  ]);
  const [row] = await auth.query('select private_key from signing_key');
  expect(Buffer.from(String(row?.['private_key']), 'base64url').toString('latin1')).not.toContain('"d"');
});

test('a retired key stays published and signs no more', async () => {
  const before = await loadSigningKeys(auth.db, auth.secretKey);
  await auth.query('update signing_key set retired_at = now()');
  await ensureSigningKey(auth.url, auth.secretKey);
  const after = await loadSigningKeys(auth.db, auth.secretKey);
  expect(after.current.id).not.toBe(before.current.id);
  expect([...after.publicKeys.keys()].toSorted()).toEqual([before.current.id, after.current.id].toSorted());
});

test('another SECRET_KEY is refused in words that say what to do', async () => {
  await expect(loadSigningKeys(auth.db, randomBytes(32))).rejects.toThrow(/SECRET_KEY does not open .* Start with the SECRET_KEY/);
});

test('without a key there is no start', async () => {
  await auth.query('delete from signing_key');
  await expect(loadSigningKeys(auth.db, auth.secretKey)).rejects.toThrow('holds no signing key');
});

test('the application cannot make or change keys', async () => {
  await expect(
    auth.db.withInstallation((trx) => trx.updateTable('signing_key').set({ private_key: 'x' }).execute()),
  ).rejects.toMatchObject({ code: '42501' });
});
