import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { startTestApp, type TestApp, type TestClient } from '../testing/test-app.ts';
import { sendRaw, statusOf } from './raw-http.ts';
import { openRawSocket } from './raw-socket.ts';

// hundreds of upgrades from one address are the point here
vi.mock(import('../../shared/limits.ts'), async (original) => {
  const { limits } = await original();
  const socket = { ...limits.socket, upgradesPerSecond: 100_000, upgradeBurst: 100_000, perAddress: 100_000 };
  return { limits: { ...limits, socket } as unknown as typeof limits };
});

let app: TestApp;
let client: TestClient;
beforeAll(async () => {
  app = await startTestApp();
  client = await app.signIn(await app.addPerson(await app.addTenant('Greenleaf'), 'pharmacist', 'Lena Fischer'));
});
afterAll(() => app[Symbol.asyncDispose]());
/** An error that nobody heard would have ended the process (and fails the run); this shows that it still serves. */
afterEach(async () => {
  const socket = await openRawSocket(app.url, client.token);
  assert.partialDeepStrictEqual((await socket.ask('auth.me')).result?.data, { email: client.person.email });
  socket.ws.terminate();
});

const good = {
  Host: 'localhost',
  Connection: 'Upgrade',
  Upgrade: 'websocket',
  'Sec-WebSocket-Version': '13',
  'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
};
type Headers = Record<string, string | string[]>;
const path = '/trpc?connectionParams=1';

function request(target: string, headers: Headers = {}, method = 'GET'): Buffer {
  const lines = Object.entries({ ...good, ...headers }).flatMap(([name, value]) => [value].flat().map((one) => `${name}: ${one}\r\n`));
  return Buffer.from(`${method} ${target} HTTP/1.1\r\n${lines.join('')}\r\n`, 'latin1');
}
const statusFor = async (...of: Parameters<typeof request>) => statusOf(await sendRaw(app.url, request(...of)));

test('a sound upgrade is accepted, with our own origin or none', async () => {
  expect(await statusFor(path)).toBe(101);
  expect(await statusFor(path, { Origin: app.url })).toBe(101);
});

test.each([
  ['//', 404],
  ['/', 404],
  ['//trpc?connectionParams=1', 404],
  ['/trpc/?connectionParams=1', 404],
  ['/trpc/../trpc?connectionParams=1', 404],
  ['/%74rpc?connectionParams=1', 404],
  ['/trpc%00?connectionParams=1', 404],
  ['/trpc%ff%fe?connectionParams=1', 404],
  ['/trpc;x?connectionParams=1', 404],
  ['/TRPC?connectionParams=1', 404],
  ['http://[?connectionParams=1', 404],
  ['http://localhost/trpc?connectionParams=1', 404],
  ['https://evil.test/trpc?connectionParams=1', 404],
  ['/trpc', 400],
  ['/trpc?', 400],
  ['/trpc?connectionParams=0', 400],
  ['/trpc?connectionParams=1x', 400],
  ['/trpc?connectionParams=%', 400],
  ['/trpc?connectionParams[]=1', 400],
  ['/trpc?CONNECTIONPARAMS=1', 400],
  [`/trpc?${'a=1&'.repeat(2_000)}`, 400],
  [`/${'a'.repeat(20_000)}`, 431],
])('the target %s is answered with %i', async (target, status) => {
  expect(await statusFor(target)).toBe(status);
});

test.each<[string, Headers, number[]]>([
  ['another origin', { Origin: 'https://evil.test' }, [403]],
  ['the origin null', { Origin: 'null' }, [403]],
  ['an empty origin', { Origin: '' }, [403]],
  ['our origin and another', { Origin: ['http://localhost', 'https://evil.test'] }, [403]],
  ['an origin that starts like ours', { Origin: 'http://localhost.evil.test' }, [403]],
  ['a short key', { 'Sec-WebSocket-Key': 'abc' }, [400]],
  ['two keys', { 'Sec-WebSocket-Key': [good['Sec-WebSocket-Key'], good['Sec-WebSocket-Key']] }, [400]],
  ['an old version', { 'Sec-WebSocket-Version': '7' }, [400, 426]],
  ['no version', { 'Sec-WebSocket-Version': 'x' }, [400, 426]],
  ['another protocol', { Upgrade: 'h2c' }, [426]],
  ['two protocols', { Upgrade: 'websocket, h2c' }, [426]],
  ['bad subprotocols', { 'Sec-WebSocket-Protocol': 'a,,b' }, [400]],
  ['a huge header', { Cookie: 'x'.repeat(20_000) }, [431]],
  ['thousands of headers', { 'X-Many': Array.from({ length: 3_000 }, () => 'x') }, [101, 431]],
  ['two hosts', { Host: ['localhost', 'evil.test'] }, [400]],
  ['a host that is none', { Host: '[::::' }, [400]],
  ['a host with a semicolon', { Host: 'localhost;evil.test' }, [400]],
  ['two tokens', { Authorization: ['Bearer x', 'Bearer y'] }, [400]],
  ['a packed body', { 'Content-Encoding': 'gzip' }, [415]],
  ['a length beside an upgrade', { 'Content-Length': '5' }, [101, 400]],
  ['length and chunks', { 'Content-Length': '5', 'Transfer-Encoding': 'chunked' }, [400]],
])('%s is answered', async (_, headers, allowed) => {
  expect(allowed).toContain(await statusFor(path, headers));
});

test.each(['POST', 'HEAD', 'DELETE', 'OPTIONS'])('%s does not open a socket', async (method) => {
  expect(await statusFor(path, {}, method)).toBe(405);
});

test.each([
  ['no HTTP at all', 'hello\r\n\r\n'],
  ['TLS', Buffer.from('160301020001000001fc0303', 'hex')],
  ['another version of HTTP', 'GET /trpc HTTP/9.9\r\n\r\n'],
  ['a NUL in a header', 'GET /trpc HTTP/1.1\r\nHost: a\0b\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n'],
  ['a bare line feed', 'GET /trpc HTTP/1.1\nHost: a\nUpgrade: websocket\n\n'],
  ['CONNECT', 'CONNECT evil.test:443 HTTP/1.1\r\nHost: evil.test\r\n\r\n'],
])('%s is refused', async (_, bytes) => {
  const answer = typeof bytes === 'string' ? await sendRaw(app.url, bytes) : await sendRaw(app.url, bytes);
  expect([0, 400, 404, 405, 426, 505]).toContain(statusOf(answer));
});

test.each(['//', path])('clients that reset the connection while %s is being answered are no fault of ours', async (target) => {
  const { hostname, port } = new URL(app.url);
  const resets = Array.from({ length: 100 }, async (_, index) => {
    const socket = connect(Number(port), hostname);
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    socket.write(request(target));
    if (index % 2) await once(socket, 'readable');
    socket.resetAndDestroy();
  });
  await Promise.all(resets);
});

test('hundreds of upgrades made at random: none is a fault of ours, and none opens a socket that it should not', async () => {
  const odd = fc.oneof(
    fc.string({ unit: 'binary-ascii', maxLength: 40 }),
    fc.constantFrom('//', '/trpc', '/trpc?connectionParams=1', '?', '%', '%zz', '\\', '..', '__proto__', 'null', 'http://', 'http://[', '\t', '\x7f', 'ÿ'),
  );
  const target = fc.oneof(fc.constant(path), fc.array(odd, { maxLength: 3 }).map((parts) => `/${parts.join('')}`), odd);
  const name = fc.constantFrom('Host', 'Origin', 'Upgrade', 'Connection', 'Sec-WebSocket-Key', 'Sec-WebSocket-Version', 'Sec-WebSocket-Extensions', 'Sec-WebSocket-Protocol', 'Cookie', 'Authorization');
  const headers = fc.dictionary(name, fc.oneof(odd, fc.array(odd, { maxLength: 3 })), { maxKeys: 3 });
  const line = (text: string) => text.replaceAll(/[\r\n]/g, '');
  const property = fc.asyncProperty(target, headers, async (where, fields) => {
    const cleaned = Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, [value].flat().map(line)]));
    // a blank would end the target, and what is left would be another request
    const bytes = Buffer.concat([request(line(where), cleaned), Buffer.from('\r\n\r\n')]);
    const status = statusOf(await sendRaw(app.url, bytes));
    expect(status === 0 || status === 101 || (status >= 400 && status < 500)).toBe(true);
    if (status === 101) expect(where).toMatch(/^\/trpc\?/);
  });
  await fc.assert(property, { numRuns: 400 });
});
