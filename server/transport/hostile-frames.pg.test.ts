import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { limits } from '../../shared/limits.ts';
import { startTestApp, type TestApp, type TestClient } from '../testing/test-app.ts';
import { openRawSocket, type RawSocket } from './raw-socket.ts';

// what is tried here is the form of messages, not their number
vi.mock(import('../../shared/limits.ts'), async (original) => {
  const { limits } = await original();
  const many = { upgradesPerSecond: 100_000, upgradeBurst: 100_000, messagesPerSecond: 100_000, messageBurst: 100_000 };
  return { limits: { ...limits, socket: { ...limits.socket, ...many } } as unknown as typeof limits };
});

let app: TestApp;
let client: TestClient;
beforeAll(async () => {
  app = await startTestApp();
  client = await app.signIn(await app.addPerson(await app.addTenant('Greenleaf'), 'pharmacist', 'Lena Fischer'));
});
afterAll(() => app[Symbol.asyncDispose]());
afterEach(async () => {
  const socket = await openReady();
  assert.partialDeepStrictEqual((await socket.ask('auth.me')).result?.data, { email: client.person.email });
  socket.ws.terminate();
});

async function openReady(): Promise<RawSocket> {
  const socket = await openRawSocket(app.url, client.token);
  await socket.ask('auth.me');
  return socket;
}

/** A frame as a client sends it, with a mask of zeros. */
function frame(firstByte: number, payload: Uint8Array, { masked = true } = {}): Buffer {
  const length = payload.length < 126 ? [payload.length] : [126, payload.length >> 8, payload.length & 255];
  const head = [firstByte, length[0]! | (masked ? 128 : 0), ...length.slice(1), ...(masked ? [0, 0, 0, 0] : [])];
  return Buffer.concat([Buffer.from(head), payload]);
}

const text = Buffer.from('{}');
test.each([
  ['the first reserved bit', frame(0xc1, text), 1002],
  ['the second reserved bit', frame(0xa1, text), 1002],
  ['the third reserved bit', frame(0x91, text), 1002],
  ['an opcode that does not exist', frame(0x83, text), 1002],
  ['a continuation of nothing', frame(0x80, text), 1002],
  ['a ping in parts', frame(0x09, text), 1002],
  ['a ping of 126 bytes', frame(0x89, Buffer.alloc(126)), 1002],
  ['no mask', frame(0x81, text, { masked: false }), 1002],
  ['text that is not UTF-8', frame(0x81, Buffer.from([0xff, 0xfe, 0xc0])), 1007],
  ['half of a surrogate pair', frame(0x81, Buffer.from([0xed, 0xa0, 0x80])), 1007],
  ['a close code that nobody may send', frame(0x88, Buffer.from([0x03, 0xed])), 1002],
  ['a close of one byte', frame(0x88, Buffer.from([0x03])), 1002],
  ['a length of 2^63', Buffer.from([0x81, 0xff, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]), 1009],
])('%s ends the socket with a code', async (_, bytes, code) => {
  const socket = await openReady();
  socketOf(socket).write(bytes);
  expect((await socket.closed).code).toBe(code);
});

test('bytes made at random end the socket or are ignored', async () => {
  for (let round = 0; round < 40; round++) {
    const socket = await openReady();
    socketOf(socket).write(randomBytes(1 + round * 7));
    socketOf(socket).end();
    await socket.closed;
  }
});

/** The stream under a client's socket: the way past what the library lets us send. */
const socketOf = ({ ws }: RawSocket) => (ws as unknown as { _socket: Socket })._socket;

const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;
const call = (params: string, id = '7') => `{"id":${id},"method":"query","params":${params}}`;
test.each([
  ['no JSON', 'hello'],
  ['nothing', ''],
  ['null', 'null'],
  ['a number', '7'],
  ['an empty list', '[]'],
  ['a list of null', '[null,null]'],
  ['an empty object', '{}'],
  ['an id of null', call('{"path":"auth.me"}', 'null')],
  ['an id that is an object', call('{"path":"auth.me"}', '{"a":1}')],
  ['no params', '{"id":7,"method":"query"}'],
  ['params of null', call('null')],
  ['no path', call('{}')],
  ['a path that is a number', call('{"path":7}')],
  ['a path that is a prototype key', call('{"path":"__proto__"}')],
  ['a path into the prototype', call('{"path":"auth.__proto__.me"}')],
  ['the path constructor', call('{"path":"constructor"}')],
  ['an unknown method', '{"id":7,"method":"drop","params":{"path":"auth.me"}}'],
  ['a subscription as a query', call('{"path":"presence.watch"}')],
  ['a mutation as a query', call('{"path":"auth.logout"}')],
  ['an unknown protocol', '{"id":7,"jsonrpc":"9.9","method":"query","params":{"path":"auth.me"}}'],
  ['a polluting key', call('{"path":"messages.list","input":{"__proto__":{"isAdmin":true},"constructor":{"prototype":{"isAdmin":true}}}}')],
  ['a second token', '{"method":"connectionParams","data":{"token":"other"}}'],
  ['deep nesting', nested(5_000)],
  ['deep input', call(`{"path":"messages.list","input":${nested(5_000)}}`)],
  ['a large number', call('{"path":"messages.list","input":{"roomId":1e999}}')],
  ['stopping what was never started', '{"id":99,"method":"subscription.stop"}'],
  [`${limits.http.batchCalls + 1} calls at once`, JSON.stringify(Array.from({ length: limits.http.batchCalls + 1 }, (_, id) => JSON.parse(call('{"path":"auth.me"}', `${id}`))))],
])('%s is refused or ignored, and the socket goes on', async (what, message) => {
  const socket = await openReady();
  const before = socket.received.length;
  socket.send(message);
  expect((await socket.ask('auth.me')).result?.data).toMatchObject({ email: client.person.email });
  const answers = socket.received.slice(before, -1);
  for (const answer of answers) expect(answer).not.toMatch(/\bat |node_modules|\.ts\b|stack/);
  if (what !== 'an id that is an object') expect(answers.filter((answer) => answer.includes('"result"'))).toEqual([]);
  expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
  socket.ws.terminate();
});

test('a binary message is refused, and the socket goes on', async () => {
  const socket = await openReady();
  socket.ws.send(Buffer.from(call('{"path":"auth.me"}')));
  expect((await socket.next(({ error }) => error !== undefined)).error?.data.reason).toBe('BAD_INPUT');
  expect((await socket.ask('auth.me')).result).toBeDefined();
  socket.ws.terminate();
});

test('hundreds of messages made at random get an answer or none, and the socket goes on', async () => {
  const socket = await openReady();
  const method = fc.oneof(fc.constantFrom('query', 'mutation', 'subscription', 'subscription.stop', 'connectionParams'), fc.string());
  const path = fc.oneof(fc.constantFrom('auth.me', 'rooms.events', 'messages.list', 'chatOrders.list', 'patients.search'), fc.string());
  const envelope = fc.record(
    { id: fc.jsonValue(), method, params: fc.oneof(fc.record({ path, input: fc.jsonValue(), lastEventId: fc.jsonValue() }, { requiredKeys: [] }), fc.jsonValue()) },
    { requiredKeys: [] },
  );
  const property = fc.asyncProperty(fc.oneof(envelope, fc.array(envelope, { maxLength: 5 }), fc.jsonValue()), async (message) => {
    const written = JSON.stringify(message);
    fc.pre(!written.includes('ask-'));
    socket.send(written);
    expect((await socket.ask('auth.me')).result).toBeDefined();
  });
  await fc.assert(property, { numRuns: 200 });
  socket.ws.terminate();
});
