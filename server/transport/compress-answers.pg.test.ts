import { randomUUID } from 'node:crypto';
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { request, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../shared/ids.ts';
import { limits } from '../../shared/limits.ts';
import { password } from '../testing/people.ts';
import { startTestApp, type TestApp, type TestClient } from '../testing/test-app.ts';

const page = `<!doctype html><title>MedSync</title>${'<p>page</p>'.repeat(200)}`;
let webRoot: string;
let app: TestApp;
let client: TestClient;
let email: string;
let roomId: string;
beforeAll(async () => {
  webRoot = await mkdtemp(join(tmpdir(), 'medsync-web-'));
  await mkdir(join(webRoot, 'assets'));
  for (const name of ['index.html', 'assets/page-1a2b.js']) {
    await writeFile(join(webRoot, name), page);
    await writeFile(join(webRoot, `${name}.br`), brotliCompressSync(page));
    await writeFile(join(webRoot, `${name}.gz`), gzipSync(page));
  }
  app = await startTestApp({ webRoot });
  const patient = await app.addPerson(await app.addTenant('Greenleaf'), 'patient', 'Maria Alvarez');
  email = patient.email;
  client = await app.signIn(patient);
  ({ roomId } = await client.trpc.chatOrders.create.mutate({ clientOrderId: newId() }));
  for (let count = 0; count < 4; count += 1)
    await client.trpc.messages.send.mutate({ roomId, clientMessageId: randomUUID(), content: 'my refill '.repeat(60), messageType: 'text' });
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
  await rm(webRoot, { recursive: true });
});

interface Answer {
  head: IncomingMessage;
  body: Buffer;
}

/** Unlike `fetch`, leaves the answer as it was sent. */
async function ask(path: string, { accepts, body, headers = {} }: { accepts?: string; body?: object; headers?: Record<string, string> } = {}): Promise<Answer> {
  const head = await new Promise<IncomingMessage>((resolve, reject) => {
    const json = body && { 'content-type': 'application/json', origin: app.url };
    const encodings = accepts === undefined ? {} : { 'accept-encoding': accepts };
    request(`${app.url}${path}`, { method: body ? 'POST' : 'GET', headers: { ...json, ...encodings, ...headers } }, resolve)
      .on('error', reject)
      .end(body && JSON.stringify(body));
  });
  return { head, body: await buffer(head) };
}

const signedIn = () => ({ authorization: `Bearer ${client.token}` });
const history = () => `/trpc/messages.list?input=${encodeURIComponent(JSON.stringify({ roomId, limit: 50 }))}`;

test('a long answer is compressed for who takes it, and is the same', async () => {
  const plain = await ask(history(), { headers: signedIn() });
  expect(plain.head.headers['content-encoding']).toBeUndefined();
  expect(plain.body.length).toBeGreaterThan(limits.answer.compressAbove);

  const { head, body } = await ask(history(), { accepts: 'gzip, deflate, br', headers: signedIn() });
  expect(head.statusCode).toBe(200);
  expect(head.headers).toMatchObject({ 'content-encoding': 'gzip', 'content-length': String(body.length), 'cache-control': 'no-store', 'content-type': plain.head.headers['content-type'] });
  expect(gunzipSync(body)).toEqual(plain.body);
  for (const answer of [plain.head, head]) expect(answer.headers.vary).toContain('accept-encoding');
});

test.each(['identity', 'br', 'gzip;q=0', ''])('who accepts "%s" gets it as it is', async (accepts) => {
  const { head, body } = await ask(history(), { accepts, headers: signedIn() });
  expect(head.headers['content-encoding']).toBeUndefined();
  expect(JSON.parse(body.toString())).toHaveProperty('result.data.items');
});

test('short answers and refusals are as they are', async () => {
  const me = await ask('/trpc/auth.me', { accepts: 'gzip', headers: signedIn() });
  const refused = await ask(history(), { accepts: 'gzip' });
  expect([me.head.statusCode, refused.head.statusCode]).toEqual([200, 401]);
  for (const { head, body } of [me, refused]) {
    expect(head.headers['content-encoding']).toBeUndefined();
    expect(() => JSON.parse(body.toString())).not.toThrow();
  }
});

test('an answer with a token is never compressed, however long its batch is', async () => {
  const answer = await ask('/trpc/auth.login?batch=1', { accepts: 'gzip', body: { 0: { email, password } } });
  expect(answer.head.headers['set-cookie']).not.toHaveLength(0);
  expect(answer.head.headers['content-encoding']).toBeUndefined();

  const calls = Array.from({ length: 10 }, () => 'auth.me');
  const batch = await ask(`/trpc/${['messages.list', ...calls].join()}?batch=1&input=${encodeURIComponent(JSON.stringify({ 0: { roomId, limit: 50 } }))}`, { accepts: 'gzip', headers: signedIn() });
  expect(batch.body.length).toBeGreaterThan(limits.answer.compressAbove);
  expect(batch.head.headers['content-encoding']).toBeUndefined();
});

test('an event stream is never compressed', async () => {
  const controller = new AbortController();
  const answer = await fetch(`${app.url}/trpc/stream`, {
    method: 'POST',
    signal: controller.signal,
    headers: { 'content-type': 'application/x-ndjson', 'accept-encoding': 'gzip', origin: app.url },
    body: JSON.stringify({ method: 'connectionParams', data: { token: client.token } }),
  });
  expect(answer.headers.get('content-type')).toContain('text/event-stream');
  expect(answer.headers.get('content-encoding')).toBeNull();
  controller.abort();
});

test.each(['/assets/page-1a2b.js', '/', '/orders'])('%s is sent as the build compressed it', async (path) => {
  const headers = { accept: 'text/html' };
  const [brotli, gzipped, plain] = [await ask(path, { accepts: 'gzip, br', headers }), await ask(path, { accepts: 'gzip', headers }), await ask(path, { headers })];
  expect([brotli, gzipped, plain].map(({ head }) => head.headers['content-encoding'])).toEqual(['br', 'gzip', undefined]);
  expect([brotliDecompressSync(brotli.body), gunzipSync(gzipped.body), plain.body].map(String)).toEqual([page, page, page]);
  for (const { head } of [brotli, gzipped, plain]) {
    expect(head.headers.vary?.toLowerCase()).toContain('accept-encoding');
    expect(head.headers['content-type']).toBe(plain.head.headers['content-type']);
    expect(head.headers['cache-control']).toBe(path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache');
  }
});
