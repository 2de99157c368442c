import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../shared/ids.ts';
import { limits } from '../../shared/limits.ts';
import { password, type TestPerson } from '../testing/people.ts';
import { startTestApp, type TestApp } from '../testing/test-app.ts';

let app: TestApp;
let person: TestPerson;

beforeAll(async () => {
  app = await startTestApp({ rates: { writes: limits.writes, requestsPerMinute: limits.http.requestsPerMinute } });
  person = await app.addPerson(await app.addTenant('Greenleaf'), 'pharmacist', 'Lena Fischer');
});
afterAll(() => app[Symbol.asyncDispose]());

interface Answer {
  status: number;
  cookie: string | null;
  device: string | null;
  headers: Headers;
  data: Record<string, unknown>;
  error: { message: string; data: Record<string, unknown> };
}

async function call(path: string, input: unknown, headers: Record<string, string> = {}): Promise<Answer> {
  const response = await fetch(`${app.url}/trpc/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(input),
  });
  const body = (await response.json()) as { result?: { data: Record<string, unknown> }; error?: Answer['error'] };
  const [cookie = null, device = null] = response.headers.getSetCookie();
  return { status: response.status, cookie, device, headers: response.headers, data: body.result?.data ?? {}, error: body.error! };
}
const signIn = () => call('auth.login', { email: person.email, password });
const cookieOf = ({ cookie }: Answer): string => cookie!.split(';', 1)[0]!;
const ownOrigin = () => ({ origin: app.url });

test('signing in answers with a token, the person and a cookie that scripts and other sites cannot use', async () => {
  const answer = await signIn();
  expect(answer.data).toEqual({
    accessToken: expect.stringMatching(/^eyJ/) as string,
    expiresAt: expect.any(String) as string,
    user: {
      id: person.id,
      name: person.name,
      email: person.email,
      role: 'pharmacist',
      tenantId: person.tenantId,
      tenantName: 'Greenleaf',
      tenantKind: 'pharmacy',
      tenantTimeZone: 'UTC',
    },
  });
  const lasts = Date.parse(answer.data['expiresAt'] as string) - Date.now();
  expect(lasts).toBeGreaterThan((limits.auth.accessTokenSeconds - 30) * 1_000);
  expect(answer.device).toMatch(/^medsync_device=[\w-]{43};/);
  for (const cookie of [answer.cookie, answer.device]) {
    expect(cookie).toMatch(/; HttpOnly/);
    expect(cookie).toMatch(/; SameSite=Strict/);
    expect(cookie).toMatch(/; Path=\//);
    expect(cookie).toMatch(/; Expires=/);
  }
  expect(answer.headers.get('cache-control')).toBe('no-store');
  const me = await fetch(`${app.url}/trpc/auth.me`, { headers: { authorization: `Bearer ${answer.data['accessToken'] as string}` } });
  expect(await me.json()).toEqual({ result: { data: answer.data['user'] } });
});

test('an unknown person and a wrong password are alike', async () => {
  const answers = [
    await call('auth.login', { email: person.email, password: 'guess' }),
    await call('auth.login', { email: 'nobody@example.test', password: 'guess' }),
  ];
  for (const { status, error, cookie } of answers) {
    expect({ status, cookie, data: error.data }).toMatchObject({ status: 401, cookie: null, data: { code: 'UNAUTHORIZED', reason: 'WRONG_CREDENTIALS' } });
  }
  expect(answers[0]!.error).toEqual(answers[1]!.error);
});

test('the cookie renews the sign-in from our own pages only, and ends with the sign-out', async () => {
  const cookie = cookieOf(await signIn());
  for (const origin of [{}, { origin: 'https://evil.example' }, { origin: 'null' }])
    expect((await call('auth.refresh', {}, { cookie, ...origin })).error.data).toMatchObject({ code: 'FORBIDDEN', reason: 'ORIGIN_NOT_ALLOWED' });
  const renewed = await call('auth.refresh', {}, { cookie, ...ownOrigin() });
  expect(renewed.data).toMatchObject({ accessToken: expect.any(String) as string, user: { id: person.id } });
  const next = cookieOf(renewed);
  expect(next).not.toBe(cookie);
  expect((await call('auth.logout', {}, { cookie: next, ...ownOrigin() })).data).toEqual({});
  expect((await call('auth.refresh', {}, { cookie: next, ...ownOrigin() })).error.data).toMatchObject({ reason: 'SESSION_ENDED' });
});

test('too many failures are answered with the time to wait', async () => {
  const other = await app.addPerson(person.tenantId, 'technician', 'Tom Okafor');
  const guess = () => call('auth.login', { email: other.email, password: 'guess' });
  for (let n = 0; n < limits.auth.delays.pair.free; n++) expect((await guess()).status).toBe(401);
  const { status, error } = await guess();
  expect(status).toBe(429);
  expect(error.data).toMatchObject({ code: 'TOO_MANY_REQUESTS', reason: 'RATE_LIMITED', retryAfter: expect.any(Number) as number });
});

test('too many writes at once are answered with the time to wait', async () => {
  const authorization = `Bearer ${(await signIn()).data['accessToken'] as string}`;
  const batch = Array.from({ length: limits.http.batchCalls }, () => 'presence.setStatus').join(',');
  const input = JSON.stringify(Object.fromEntries(Array.from({ length: limits.http.batchCalls }, (_, n) => [n, { status: 'online' }])));
  const refused: { data: Record<string, unknown> }[] = [];
  for (let n = 0; n < 40 && refused.length === 0; n++) {
    const response = await fetch(`${app.url}/trpc/${batch}?batch=1`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization },
      body: input,
    });
    refused.push(...((await response.json()) as { error?: { data: Record<string, unknown> } }[]).flatMap(({ error }) => (error ? [error] : [])));
  }
  expect(refused[0]?.data).toMatchObject({ code: 'TOO_MANY_REQUESTS', reason: 'RATE_LIMITED', retryAfter: expect.any(Number) as number });
});

test.each([
  ['too many calls', `${Array(limits.http.batchCalls + 1).fill('auth.me').join(',')}?batch=1`, '{}', 'BAD_REQUEST'],
  ['too large a body', 'auth.login', JSON.stringify({ email: 'x'.repeat(limits.http.bodyBytes) }), 'PAYLOAD_TOO_LARGE'],
  ['no JSON', 'auth.login', '{"email":', 'BAD_REQUEST'],
  ['no such procedure', `secrets.${newId()}`, '{}', 'NOT_FOUND'],
])('%s: one answer, with nothing internal in it', async (_, path, body, code) => {
  const response = await fetch(`${app.url}/trpc/${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  const text = await response.text();
  expect(response.status).toBeGreaterThanOrEqual(400);
  expect(response.status).toBeLessThan(500);
  expect(text).toContain(code);
  for (const internal of ['stack', 'node_modules', 'server/', '.ts:', 'select ']) expect(text).not.toContain(internal);
});

test('the keys to verify our tokens are public, their private halves are not', async () => {
  const { keys } = (await (await fetch(`${app.url}/.well-known/jwks.json`)).json()) as { keys: Record<string, unknown>[] };
  expect(keys.length).toBeGreaterThan(0);
  for (const key of keys) {
    expect(key).toMatchObject({ kty: 'OKP', crv: 'Ed25519', kid: expect.any(String) as string });
    expect(key).not.toHaveProperty('d');
  }
  for (const path of ['healthz', 'readyz']) expect((await fetch(`${app.url}/${path}`)).status).toBe(200);
});
