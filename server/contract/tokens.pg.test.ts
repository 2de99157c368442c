import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeCodes } from '../../shared/errors.ts';
import { limits } from '../../shared/limits.ts';
import { openPharmacy, type TestPharmacy } from '../testing/pharmacy.ts';
import { callFrame, openRawSocket } from '../testing/raw-socket.ts';
import { refusalIn } from '../testing/refusal.ts';
import { newOrder } from '../testing/requests.ts';
import { startTestApp, type TestApp } from '../testing/test-app.ts';

const accessTokenSeconds = 3;
let app: TestApp;
let pharmacy: TestPharmacy;

beforeAll(async () => {
  app = await startTestApp({ accessTokenSeconds });
  pharmacy = await openPharmacy(app);
});
afterAll(() => app[Symbol.asyncDispose]());

test('a socket ends with its token; the same token opens no other', { timeout: 15_000 }, async () => {
  const patient = await app.signIn(pharmacy.patient.person);
  const { roomId } = await newOrder(patient);
  const raw = await openRawSocket(app.url, patient.token);
  raw.send(callFrame(1, 'subscription', 'rooms.events', { roomId }));
  await raw.find(({ result }) => result?.type === 'data');
  expect(await raw.closed).toEqual({ code: closeCodes.unauthenticated, reason: 'TOKEN_EXPIRED' });
  const again = await openRawSocket(app.url, patient.token);
  expect(await again.closed).toEqual({ code: closeCodes.unauthenticated, reason: 'TOKEN_EXPIRED' });
  // over HTTP the clocks of two nodes may differ by some seconds
  await expect
    .poll(() => patient.trpc.auth.me.query().catch(refusalIn), { timeout: 10_000 })
    .toMatchObject({ code: 'UNAUTHORIZED', httpStatus: 401, reason: 'TOKEN_EXPIRED' });
});

test.each(['', 'x', 'a.b.c', 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.', 'x'.repeat(5_000)])('a token that is none (%#) is refused', async (token) => {
  const raw = await openRawSocket(app.url, token);
  const { code } = await raw.closed;
  expect(code).toBe(token === '' ? closeCodes.unauthenticated : closeCodes.forbidden);
  const response = await fetch(`${app.url}/trpc/auth.me`, { headers: { authorization: `Bearer ${token}` } });
  expect(response.status).toBe(401);
});

test('a token with another tenant written into it does not verify', async () => {
  const { token } = await app.signIn(pharmacy.patient.person);
  const [head, body, signature] = token.split('.') as [string, string, string];
  const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as Record<string, unknown>;
  const forged = Buffer.from(JSON.stringify({ ...claims, role: 'admin' })).toString('base64url');
  const raw = await openRawSocket(app.url, [head, forged, signature].join('.'));
  expect(await raw.closed).toMatchObject({ code: closeCodes.forbidden });
});

test('a socket that never says who it is ends', { timeout: limits.socket.authDeadline * 2 }, async () => {
  const raw = await openRawSocket(app.url);
  expect(await raw.closed).toEqual({ code: closeCodes.authTimeout, reason: 'AUTH_TIMEOUT' });
});
