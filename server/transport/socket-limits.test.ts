import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { runInNewContext } from 'node:vm';
import { setFlagsFromString } from 'node:v8';
import { z } from 'zod';
import { limits } from '../../shared/limits.ts';
import type { Connection } from './context.ts';
import { publicProcedure, router } from './procedures.ts';
import type { RawSocket } from './raw-socket.ts';
import { startSocketFixture, type SocketFixture } from './socket-fixture.ts';

// a deadline that a test need not wait five seconds for
vi.mock(import('../../shared/limits.ts'), async (original) => {
  const { limits } = await original();
  const socket = { ...limits.socket, authDeadline: 1_500, closeWithin: 300 };
  return { limits: { ...limits, socket } as unknown as typeof limits };
});

let streams = 0;
let calls = 0;
const testRouter = router({
  here: publicProcedure.query(() => (calls++, 'here')),
  remembered: publicProcedure.query(({ ctx }) => void (connection = ctx.connection)),
  forever: publicProcedure.query(() => new Promise<never>(() => undefined)),
  stream: publicProcedure.input(z.enum(['stays', 'ends', 'fails', 'refuses'])).subscription(async function* ({ input, signal }) {
    streams += 1;
    try {
      if (input === 'refuses') throw new Error('refused');
      yield 'one';
      if (input === 'fails') throw new Error('failed');
      if (input === 'stays') await new Promise((resolve) => signal!.addEventListener('abort', resolve));
    } finally {
      streams -= 1;
    }
  }),
});

const collectGarbage = (setFlagsFromString('--expose-gc'), runInNewContext('gc') as () => void);
function heapInUse(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

let connection: Connection | null = null;
let fixture: SocketFixture;
beforeAll(async () => void (fixture = await startSocketFixture(testRouter)));
afterAll(() => fixture[Symbol.asyncDispose]());

const subscribe = (socket: RawSocket, id: number, input: string) =>
  socket.send({ id, method: 'subscription', params: { path: 'stream', input } });
const stop = (socket: RawSocket, id: number) => socket.send({ id, method: 'subscription.stop' });

/** Opens as many streams as are allowed, under the ids from 1 on. */
async function openAll(socket: RawSocket): Promise<void> {
  await socket.ask('here');
  for (let id = 1; id <= limits.socket.subscriptions; id++) subscribe(socket, id, 'stays');
  await socket.next(({ id, result }) => id === limits.socket.subscriptions && result?.type === 'data');
}

test('S3: one stream too many is refused and the others go on; ending one makes room for one', async () => {
  const socket = await fixture.open();
  await openAll(socket);
  subscribe(socket, 100, 'stays');
  const refused = await socket.next(({ id }) => id === 100);
  expect(refused.error?.data).toMatchObject({ code: 'TOO_MANY_REQUESTS', reason: 'TOO_MANY_SUBSCRIPTIONS' });
  expect(streams).toBe(limits.socket.subscriptions);

  stop(socket, 1);
  await socket.next(({ id, result }) => id === 1 && result?.type === 'stopped');
  subscribe(socket, 101, 'stays');
  expect((await socket.next(({ id }) => id === 101)).result?.type).toBe('started');
  subscribe(socket, 102, 'stays');
  expect((await socket.next(({ id }) => id === 102)).error?.data.reason).toBe('TOO_MANY_SUBSCRIPTIONS');

  const other = await fixture.open('omar');
  subscribe(other, 1, 'stays');
  expect((await other.next(({ id }) => id === 1)).result?.type).toBe('started');
  for (const { ws } of [socket, other]) ws.terminate();
  await vi.waitUntil(() => streams === 0, { interval: 5 });
});

test.each([
  ['ends', 'stopped'],
  ['fails', 'error'],
  ['refuses', 'error'],
])('a stream that %s gives its place back', async (how, last) => {
  const socket = await fixture.open(how);
  for (let id = 1; id <= limits.socket.subscriptions + 5; id++) {
    subscribe(socket, id, how);
    await socket.next((answer) => answer.id === id && (answer.result?.type ?? 'error') === last);
  }
  await openAll(socket);
  socket.ws.terminate();
});

test('S3: of 10,000 subscriptions sent one by one no more are live than allowed, and nothing of the rest stays', async () => {
  const before = heapInUse();
  const socket = await fixture.open('greedy');
  await socket.ask('here');
  for (let id = 1; id <= limits.socket.messageBurst / 2; id++) subscribe(socket, id, 'stays');
  const refused = await socket.next(({ error }) => error !== undefined);
  expect(refused).toMatchObject({ id: limits.socket.subscriptions + 1, error: { data: { reason: 'TOO_MANY_SUBSCRIPTIONS' } } });
  for (let id = limits.socket.messageBurst / 2; id <= 10_000; id++) subscribe(socket, id, 'stays');
  expect((await socket.closed).code).toBe(4429);
  expect(socket.received.filter((text) => text.includes('"started"'))).toHaveLength(limits.socket.subscriptions);
  await vi.waitUntil(() => streams === 0, { interval: 5 });
  expect(heapInUse() - before).toBeLessThan(10 * 2 ** 20);
});

test.each([
  ['10,000', 10_000, 1009],
  ['as many as fit', 700, null],
])('S3: of %s subscriptions in one frame none is live', async (_, count, code) => {
  const socket = await fixture.open('wholesale');
  await socket.ask('here');
  socket.send(Array.from({ length: count }, (_, id) => ({ id, method: 'subscription', params: { path: 'stream', input: 'stays' } })));
  if (code) expect((await socket.closed).code).toBe(code);
  else expect((await socket.ask('here')).result?.data).toBe('here');
  expect(streams).toBe(0);
  socket.ws.terminate();
});

test('opening and stopping in one breath gives the place back', async () => {
  const socket = await fixture.open('hasty');
  await socket.ask('here');
  for (let id = 1000; id < 1000 + limits.socket.subscriptions + 5; id++) {
    subscribe(socket, id, 'stays');
    stop(socket, id);
  }
  expect((await socket.ask('here')).result?.data).toBe('here');
  await vi.waitUntil(() => streams === 0, { interval: 5 });
  await openAll(socket);
  socket.ws.terminate();
});

test('too many calls at once are refused, and the socket goes on', async () => {
  const socket = await fixture.open('busy');
  await socket.ask('here');
  for (let id = 1; id <= limits.socket.callsInFlight + 1; id++) socket.send({ id, method: 'query', params: { path: 'forever' } });
  const refused = await socket.next(({ error }) => error !== undefined);
  expect(refused).toMatchObject({ id: limits.socket.callsInFlight + 1, error: { data: { reason: 'TOO_MANY_CALLS' } } });
  expect(socket.ws.readyState).toBe(socket.ws.OPEN);
  socket.ws.terminate();
});

test('messages beyond the rate end the socket, and nothing is done for them', async () => {
  const socket = await fixture.open('flood');
  await socket.ask('here');
  calls = 0;
  for (let id = 0; id < 5_000; id++) socket.send({ id, method: 'query', params: { path: 'here' } });
  expect(await socket.closed).toEqual({ code: 4429, reason: 'RATE_LIMITED' });
  // what a second allows may come on top of the burst while the flood arrives
  expect(calls).toBeLessThan(limits.socket.messageBurst + limits.socket.messagesPerSecond * 5);
});

test.each([
  ['silence', () => undefined],
  ['nothing but PONG', (socket: RawSocket) => socket.send('PONG')],
  ['nothing but PING', (socket: RawSocket) => socket.send('PING')],
])('S2: %s instead of a token ends with 4408', async (_, say) => {
  const socket = await fixture.open(null);
  say(socket);
  expect(await socket.closed).toEqual({ code: 4408, reason: 'AUTH_TIMEOUT' });
});

test('a bad token ends with 4403, an absent one with 4401', async () => {
  expect((await (await fixture.open('bad')).closed).code).toBe(4403);
  const socket = await fixture.open(null);
  socket.send({ method: 'connectionParams', data: {} });
  expect((await socket.closed).code).toBe(4401);
});

test.each([
  ['messages', 200_000, { id: 1, method: 'query', params: { path: 'here' } }],
  ['bytes', 3, { id: 1, method: 'query', params: { path: 'here', input: 'x'.repeat(30_000) } }],
])('S4: too many %s before the token was looked at end the socket; none is answered', async (_, count, message) => {
  const looking = Promise.withResolvers<void>();
  await using slow = await startSocketFixture(testRouter, { admission: looking.promise });
  const socket = await slow.open();
  for (let sent = 0; sent < count; sent++) {
    socket.send(message);
    if (sent % 1_000 === 0) await new Promise(setImmediate);
  }
  expect(await socket.closed).toEqual({ code: 4408, reason: 'TOO_MUCH_BEFORE_AUTH' });
  looking.resolve();
  expect(socket.received).toEqual([]);
  expect(slow.admissions).toBe(1);
});

test('what was asked while the token was looked at is answered afterwards', async () => {
  const looking = Promise.withResolvers<void>();
  await using slow = await startSocketFixture(testRouter, { admission: looking.promise });
  const socket = await slow.open();
  const answer = socket.ask('here');
  looking.resolve();
  expect((await answer).result?.data).toBe('here');
});

test('S5: a frame beyond the limit ends the socket with 1009', async () => {
  const socket = await fixture.open('large');
  await socket.ask('here');
  socket.send('x'.repeat(limits.socket.frameBytes + 1));
  expect((await socket.closed).code).toBe(1009);
});

test('S5: a message in 20,000 fragments ends the socket', async () => {
  const socket = await fixture.open('fragments');
  await socket.ask('here');
  for (let part = 0; part < 20_000; part++) socket.ws.send('x', { fin: false });
  expect((await socket.closed).code).toBe(1008);
});

test('S5: who sends pings and does not read the answers is ended before they pile up', async () => {
  const socket = await fixture.open('pinging');
  await socket.ask('remembered');
  socket.ws.pause();
  let most = 0;
  for (let sent = 0; sent < 200_000 && socket.ws.readyState === socket.ws.OPEN; sent++) {
    socket.ws.ping('x'.repeat(125));
    if (sent % 100 === 0) await new Promise(setImmediate);
    most = Math.max(most, connection!.bufferedBytes());
  }
  socket.ws.resume();
  expect((await socket.closed).code).toBe(1006);
  expect(most).toBeLessThan(64 * 1024);
});

test('S5: compression is never agreed on', async () => {
  const socket = await fixture.open('deflate');
  expect(socket.ws.extensions).toBe('');
  socket.ws.terminate();
});
