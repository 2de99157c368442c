import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../shared/ids.ts';
import { limits } from '../../shared/limits.ts';
import { password } from '../testing/people.ts';
import { roomFeed } from '../testing/feeds.ts';
import { startTestApp, type TestApp, type TestClient } from '../testing/test-app.ts';

let app: TestApp;
let client: TestClient;
let roomId: string;
beforeAll(async () => {
  app = await startTestApp();
  const tenantId = await app.addTenant('Greenleaf');
  const patient = await app.signIn(await app.addPerson(tenantId, 'patient', 'Maria Alvarez'));
  client = await app.signIn(await app.addPerson(tenantId, 'pharmacist', 'Lena Fischer'));
  ({ roomId } = await patient.trpc.chatOrders.create.mutate({ clientOrderId: newId(), note: 'my refill' }));
});
afterAll(() => app[Symbol.asyncDispose]());

const json = { 'content-type': 'application/json' };
const signedIn = () => ({ authorization: `Bearer ${client.token}` });
const request = (path: string, init: RequestInit = {}) => fetch(`${app.url}${path}`, init);
const messages = async () => (await client.trpc.messages.list.query({ roomId, limit: limits.page.messagesMax })).items;
const message = (content: string) => ({ roomId, clientMessageId: randomUUID(), content, messageType: 'text' });

test('S7: more calls in one request than allowed are refused, and none of them runs', async () => {
  const count = limits.http.batchCalls + 1;
  const paths = Array.from({ length: count }, () => 'messages.send').join(',');
  const body = JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, index) => [index, message('never')])));
  const before = await messages();
  const answer = await request(`/trpc/${paths}?batch=1`, { method: 'POST', headers: { ...json, ...signedIn() }, body });
  expect(answer.status).toBe(400);
  expect(await messages()).toEqual(before);

  const queries = Array.from({ length: 800 }, () => 'auth.me').join(',');
  expect((await request(`/trpc/${queries}?batch=1&input={}`, { headers: signedIn() })).status).toBe(400);
});

test('as many calls as allowed are answered', async () => {
  const paths = Array.from({ length: limits.http.batchCalls }, () => 'auth.me').join(',');
  const answer = await request(`/trpc/${paths}?batch=1&input={}`, { headers: signedIn() });
  expect(answer.status).toBe(200);
  expect(await answer.json()).toHaveLength(limits.http.batchCalls);
});

/** A body whose length is not told beforehand. */
function chunked(text: string): RequestInit {
  const body = new ReadableStream({
    start(controller) {
      for (let at = 0; at < text.length; at += 65_536) controller.enqueue(new TextEncoder().encode(text.slice(at, at + 65_536)));
      controller.close();
    },
  });
  return { body, duplex: 'half' } as RequestInit;
}

test.each([
  ['told', (text: string): RequestInit => ({ body: text })],
  ['not told', chunked],
])('S7: a body of 30 MB, its length %s, is refused with 413 and does nothing', async (_, carry) => {
  const before = await messages();
  const body = JSON.stringify({ ...message('x'), padding: 'x'.repeat(30_000_000) });
  // the server may end the connection before all of it has been sent
  const answer = await request('/trpc/messages.send', { method: 'POST', headers: { ...json, ...signedIn() }, ...carry(body) }).catch(() => null);
  if (answer) {
    expect(answer.status).toBe(413);
    expect((await answer.json()) as object).toMatchObject({ error: { data: { code: 'PAYLOAD_TOO_LARGE', reason: 'PAYLOAD_TOO_LARGE' } } });
  }
  expect(await messages()).toEqual(before);
});

test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/xml', null])(
  'a POST of %s, which a foreign page can make without asking, is refused and does nothing',
  async (type) => {
    const before = await messages();
    const body = new TextEncoder().encode(type?.startsWith('multipart') ? '--x\r\ncontent-disposition: form-data; name="0"\r\n\r\n{}\r\n--x--\r\n' : JSON.stringify(message('forged')));
    const answer = await request('/trpc/messages.send', { method: 'POST', headers: { ...(type && { 'content-type': type }), ...signedIn() }, body });
    expect([400, 415]).toContain(answer.status);
    expect((await answer.json()) as object).toMatchObject({ error: { data: { reason: 'BAD_INPUT' } } });
    expect(await messages()).toEqual(before);
  },
);

test.each([
  ['another origin', 'https://evil.test'],
  ['the origin null', 'null'],
  ['no origin', null],
])('what relies on the cookie is refused to %s, and the session goes on', async (_, origin) => {
  const credentials = JSON.stringify({ email: client.person.email, password });
  const login = await request('/trpc/auth.login', { method: 'POST', headers: json, body: credentials });
  const cookie = login.headers.get('set-cookie')!.split(';')[0]!;
  expect(login.headers.get('set-cookie')).toMatch(/HttpOnly/i);
  expect(login.headers.get('set-cookie')).toMatch(/SameSite=Strict/i);
  const call = (path: string, from: string | null) =>
    request(`/trpc/${path}`, { method: 'POST', headers: { ...json, cookie, ...(from && { origin: from }) }, body: '{}' });
  for (const path of ['auth.refresh', 'auth.logout']) {
    const answer = await call(path, origin);
    expect(answer.status).toBe(403);
    expect((await answer.json()) as object).toMatchObject({ error: { data: { reason: 'ORIGIN_NOT_ALLOWED' } } });
    expect(answer.headers.get('set-cookie')).toBeNull();
  }
  expect((await call('auth.refresh', app.url)).status).toBe(200);
});

test('no other origin is told that it may read our answers', async () => {
  const headers = { origin: 'https://evil.test', 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' };
  for (const method of ['OPTIONS', 'GET']) {
    const answer = await request('/trpc/auth.me', { method, headers });
    expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
  }
});

test.each<[string, number, RequestInit]>([
  ['/trpc/auth.me', 401, {}],
  ['/trpc/no.such', 404, {}],
  ['/trpc/auth.login', 400, { method: 'POST', headers: json, body: '{' }],
  ['/trpc/auth.login', 400, { method: 'POST', headers: json, body: '{}' }],
  ['/trpc/auth.login', 413, { method: 'POST', headers: json, body: ' '.repeat(limits.http.bodyBytes + 1) }],
  ['/trpc/auth.login', 405, {}],
  ['/healthz', 200, {}],
  ['/readyz', 200, {}],
  ['/.well-known/jwks.json', 200, {}],
  ['/demo.json', 404, {}],
  ['/no/such/page', 404, {}],
  ['/', 404, {}],
  ['/trpc/auth.me', 415, { method: 'POST' }],
])('%s answered with %i carries the security headers and nothing internal', async (path, status, init) => {
  const answer = await request(path, init);
  const body = await answer.text();
  expect({ status: answer.status, body }).toMatchObject({ status });
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-security-policy': expect.stringMatching(/default-src 'self'.*object-src 'none'.*base-uri 'none'.*frame-ancestors 'none'/),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
  });
  expect(answer.headers.get('content-security-policy')).not.toMatch(/unsafe-eval|script-src[^;]*unsafe|\*/);
  expect(answer.headers.get('x-powered-by')).toBeNull();
  if (path.startsWith('/trpc')) {
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(JSON.parse(body)).toMatchObject({ error: { message: expect.any(String), data: { code: expect.any(String), reason: expect.any(String) } } });
  }
  expect(body).not.toMatch(/node_modules|\.ts\b|stack|FST_|\n? +at \w+ \(/);
});

test.each(['/trpc/%zz', '/%ff', '/assets/%'])('the address %s is refused without being repeated', async (path) => {
  const answer = await request(path);
  expect(answer.status).toBe(400);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
  });
  expect(await answer.json()).toEqual({ error: 'Bad request' });
});

test.each(['a NUL \0 in it', 'half a pair \ud800 in it', 'the other half \udc00'])('text that cannot be stored is bad input: %j', async (content) => {
  const answer = await request('/trpc/messages.send', { method: 'POST', headers: { ...json, ...signedIn() }, body: JSON.stringify(message(content)) });
  expect(answer.status).toBe(400);
  expect((await answer.json()) as object).toMatchObject({ error: { data: { reason: 'BAD_INPUT', issues: [{ path: 'content' }] } } });
});

test.each([
  'مرحبا، وصفتي الطبية',
  'שלום \u202e עולם \u202c',
  'e\u0301 is not \u00e9',
  'zero\u200bwidth\u200djoiner 👩‍👩‍👧‍👦',
  '𝔘𝔫𝔦𝔠𝔬𝔡𝔢 \u{10ffff}',
  '<script>alert(1)</script> {{x}} ${y} %s',
  "Robert'); drop table message;--",
  'line one\nline two\ttab \u2028 \u2029 end',
  '\u0001 a control character',
  '__proto__',
])('text comes back as it was sent, stored and live: %j', async (content) => {
  const feed = roomFeed(client, roomId);
  await feed.find(() => true);
  const sent = await client.trpc.messages.send.mutate({ roomId, clientMessageId: newId(), content, messageType: 'text' });
  expect(sent.content).toBe(content);
  const live = await feed.find(({ data }) => data.type === 'message.created' && data.message.id === sent.id);
  expect(live.data).toMatchObject({ message: { content } });
  expect((await messages()).at(-1)?.content).toBe(content);
  feed.stop();
});
