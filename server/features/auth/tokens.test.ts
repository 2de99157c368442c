import { createHmac } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT, type JWTHeaderParameters, type JWTPayload } from 'jose';
import { beforeAll, expect, test } from 'vitest';
import { newId } from '../../../shared/ids.ts';
import type { Caller } from '../../transport/context.ts';
import type { SigningKeys } from './signing-keys.ts';
import { createAccessTokens, type AccessTokens } from './tokens.ts';

const caller: Caller = { tenantId: newId(), tenantKind: 'pharmacy', userId: newId(), name: 'Maria', role: 'patient', sessionId: newId() };
const start = Date.UTC(2030, 0, 1) / 1_000;
const lifetime = 600;

let now = start;
let keys: SigningKeys;
let tokens: AccessTokens;

beforeAll(async () => {
  keys = await makeKeys('key-1');
  tokens = createAccessTokens({ keys, accessTokenSeconds: lifetime, clock: { now: () => now * 1_000 } });
});

async function makeKeys(id: string): Promise<SigningKeys> {
  const { publicKey, privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
  return { current: { id, privateKey }, publicKeys: new Map([[id, publicKey]]), jwks: { keys: [] } };
}

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

const goodHeader = (): JWTHeaderParameters => ({ alg: 'EdDSA', typ: 'at+jwt', kid: 'key-1' });
const goodPayload = (): JWTPayload => ({
  iss: 'medsync',
  aud: 'medsync',
  sub: caller.userId,
  tid: caller.tenantId,
  kind: caller.tenantKind,
  sid: caller.sessionId,
  name: caller.name,
  role: caller.role,
  iat: start,
  exp: start + lifetime,
});

const sign = (payload: JWTPayload, header = goodHeader(), key = keys.current.privateKey) =>
  new SignJWT(payload).setProtectedHeader(header).sign(key);

const without = (claim: string): JWTPayload =>
  Object.fromEntries(Object.entries(goodPayload()).filter(([name]) => name !== claim));

test('a token brings back the caller it was issued to, until it expires', async () => {
  const { token, expiresAt } = await tokens.issue(caller);
  expect(expiresAt).toEqual(new Date((start + lifetime) * 1_000));
  expect(await tokens.verify(token)).toEqual({ caller, expiresAt });
});

test('the tokens of these tests are good but for the one thing that each changes', async () => {
  expect((await tokens.verify(await sign(goodPayload()))).caller).toEqual(caller);
});

test('an expired token says so, beyond the tolerance between clocks', async () => {
  const { token } = await tokens.issue(caller);
  now = start + lifetime + 4;
  await expect(tokens.verify(token)).resolves.toMatchObject({ caller });
  now = start + lifetime + 10;
  await expect(tokens.verify(token)).rejects.toMatchObject({ reason: 'TOKEN_EXPIRED' });
  now = start;
});

test('a token is never accepted for longer than we issue them, whatever it says itself', async () => {
  const token = await sign({ ...goodPayload(), exp: start + 86_400 });
  now = start + lifetime + 10;
  await expect(tokens.verify(token)).rejects.toMatchObject({ reason: 'TOKEN_EXPIRED' });
  now = start;
});

test('a retired key still verifies what it signed', async () => {
  const old = await tokens.issue(caller);
  const next = await makeKeys('key-2');
  const rotated = createAccessTokens({
    keys: { ...next, publicKeys: new Map([...keys.publicKeys, ...next.publicKeys]) },
    accessTokenSeconds: lifetime,
    clock: { now: () => now * 1_000 },
  });
  await expect(rotated.verify(old.token)).resolves.toMatchObject({ caller });
  await expect(rotated.verify((await rotated.issue(caller)).token)).resolves.toMatchObject({ caller });
  await expect(tokens.verify((await rotated.issue(caller)).token)).rejects.toMatchObject({ reason: 'TOKEN_INVALID' });
});

const forgeries: Record<string, () => Promise<string>> = {
  'no token at all': async () => '',
  'not a JWT': async () => 'a.b.c',
  'alg none': async () => `${encode({ ...goodHeader(), alg: 'none' })}.${encode(goodPayload())}.`,
  'HS256 with the public key as secret': async () => {
    const publicKey = keys.publicKeys.get('key-1');
    if (!publicKey) throw new Error('no key');
    const signed = `${encode({ ...goodHeader(), alg: 'HS256' })}.${encode(goodPayload())}`;
    const secret = Buffer.from((await exportJWK(publicKey)).x ?? '', 'base64url');
    return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
  },
  'another algorithm': async () => {
    const { privateKey } = await generateKeyPair('ES256');
    return sign(goodPayload(), { ...goodHeader(), alg: 'ES256' }, privateKey);
  },
  'the algorithm under its other name': () => sign(goodPayload(), { ...goodHeader(), alg: 'Ed25519' }),
  'somebody else’s key under our key id': async () => sign(goodPayload(), goodHeader(), (await makeKeys('key-1')).current.privateKey),
  'an unknown key id': () => sign(goodPayload(), { ...goodHeader(), kid: 'key-9' }),
  'no key id': () => sign(goodPayload(), { alg: 'EdDSA', typ: 'at+jwt' }),
  'the changed payload of a good token': async () => {
    const [header, , signature] = (await sign(goodPayload())).split('.');
    return `${header}.${encode({ ...goodPayload(), role: 'admin' })}.${signature}`;
  },
  'another issuer': () => sign({ ...goodPayload(), iss: 'evil' }),
  'another audience': () => sign({ ...goodPayload(), aud: 'other' }),
  'another type': () => sign(goodPayload(), { ...goodHeader(), typ: 'JWT' }),
  'no type': () => sign(goodPayload(), { alg: 'EdDSA', kid: 'key-1' }),
  'a critical extension': async () => {
    const header = encode({ ...goodHeader(), crit: ['b64'], b64: true });
    const signature = (await sign(goodPayload())).split('.')[2];
    return `${header}.${encode(goodPayload())}.${signature}`;
  },
  'a key set address in the header': () => sign(goodPayload(), { ...goodHeader(), jku: 'https://evil.test/jwks.json' }),
  'a key in the header': async () => {
    const { publicKey, privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
    return sign(goodPayload(), { ...goodHeader(), jwk: await exportJWK(publicKey) }, privateKey);
  },
  'our own key in the header': async () => {
    const publicKey = keys.publicKeys.get('key-1');
    if (!publicKey) throw new Error('no key');
    return sign(goodPayload(), { ...goodHeader(), jwk: await exportJWK(publicKey) });
  },
  'not valid yet': () => sign({ ...goodPayload(), nbf: start + 60 }),
  'issued in the future': () => sign({ ...goodPayload(), iat: start + 60 }),
  'a role that does not exist': () => sign({ ...goodPayload(), role: 'root' }),
  'a tenant that is no id': () => sign({ ...goodPayload(), tid: '1; drop table tenant' }),
  ...Object.fromEntries(
    ['iss', 'aud', 'sub', 'tid', 'sid', 'name', 'role', 'iat', 'exp'].map((claim) => [`no ${claim}`, () => sign(without(claim))]),
  ),
};

test.each(Object.keys(forgeries))('refused as TOKEN_INVALID: %s', async (name) => {
  const token = await forgeries[name]?.();
  await expect(tokens.verify(token ?? 'missing')).rejects.toMatchObject({ name: 'Failure', reason: 'TOKEN_INVALID' });
});
