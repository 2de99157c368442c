import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { limits } from '../../shared/limits.ts';
import { roomTopic } from '../../shared/topics.ts';
import { createMetrics } from '../metrics.ts';
import { createLocalBus } from '../realtime/bus.ts';
import { createCursors } from '../realtime/cursor.ts';
import { createTailers, type Tailers } from '../realtime/tailers.ts';
import type { Connection } from './context.ts';
import { durableFeed } from './durable-feed.ts';
import { createMemoryLog } from './memory-log.ts';
import { openRawStream } from '../testing/raw-stream.ts';
import { router, signedInProcedure } from './procedures.ts';
import type { RawSocket } from './raw-socket.ts';
import { startSocketFixture, type SocketFixture } from './socket-fixture.ts';

// a patience that a test need not wait ten seconds for, or that it can give up
vi.mock(import('../../shared/limits.ts'), async (original) => {
  const { limits } = await original();
  return { limits: { ...limits, socket: { ...limits.socket, slowFor: 500 } } as unknown as typeof limits };
});

const topic = roomTopic('one');
const bus = createLocalBus();
const log = createMemoryLog(bus, 'tenant', topic);
const cursors = createCursors('epoch');
const metrics = createMetrics();
const connections = new Map<string, Connection>();
const testRouter = router({
  here: signedInProcedure.query(({ ctx: { caller, connection } }) => {
    connections.set(caller.userId, connection!);
    return 'here';
  }),
  large: signedInProcedure.query(() => (answered++, 'x'.repeat(200_000))),
  events: signedInProcedure.subscription(async ({ ctx: { caller, connection }, signal }) => {
    connections.set(caller.userId, connection!);
    return durableFeed<{ type: string; seq: number }>({ log, tailers, cursors, metrics }, {
      tenantId: caller.tenantId,
      topic,
      audience: 'staff',
      connection,
      lastEventId: null,
      signal: signal!,
      first: { type: 'first', seq: await head() },
      notice: (notice) => notice,
    });
  }),
});

let answered = 0;
let tailers: Tailers;
let fixture: SocketFixture;
beforeAll(async () => {
  tailers = createTailers({ log, bus, onFault: () => undefined });
  fixture = await startSocketFixture(testRouter);
});
afterAll(async () => {
  await fixture[Symbol.asyncDispose]();
  tailers.stop();
});

async function follow(name: string): Promise<RawSocket> {
  const socket = await fixture.open(name);
  socket.send({ id: 1, method: 'subscription', params: { path: 'events' } });
  await socket.next(({ result }) => result?.type === 'started');
  await vi.waitUntil(() => connections.has(name), { interval: 5 });
  return socket;
}

const head = async () => (await log.heads('tenant', [topic])).get(topic)!;
const seqs = ({ received }: RawSocket) => received.flatMap((text) => /"type":"data","id":"epoch:([1-9]\d*):/.exec(text)?.slice(1).map(Number) ?? []);

test('S1: a reader who stops reading holds little memory while 250 MB are produced, delays nobody, and is ended', { timeout: 60_000 }, async () => {
  const patience = limits.socket as { slowFor: number };
  const { slowFor } = patience;
  patience.slowFor = 600_000;
  onTestFinished(() => void (patience.slowFor = slowFor));
  const [paused, reading] = [await follow('paused'), await follow('reading')];
  const before = await head();
  await vi.waitUntil(() => [paused, reading].every((reader) => (seqs(reader).at(-1) ?? 0) === before), { interval: 5 });
  for (const { received } of [paused, reading]) received.length = 0;
  paused.ws.pause();
  const body = JSON.stringify({ text: 'x'.repeat(200_000) });
  const events = 250_000_000 / 200_000;
  let most = 0;
  for (let sent = 1; sent <= events; sent++) {
    log.append([body]);
    // as slow as the one who reads, so that what piles up is the other's alone
    await vi.waitUntil(() => seqs(reading).length > 0, { interval: 1, timeout: 10_000 });
    expect(seqs(reading)).toEqual([before + sent]);
    reading.received.length = 0;
    most = Math.max(most, connections.get('paused')!.bufferedBytes());
  }
  expect(most).toBeGreaterThan(limits.socket.bufferHighWater);
  expect(most).toBeLessThan(limits.socket.bufferHighWater + body.length + 1_000);

  patience.slowFor = slowFor;
  // its own socket learns of the end when it reads again
  await vi.waitUntil(() => connections.get('paused')!.bufferedBytes() === 0, { interval: 5, timeout: 10_000 });
  paused.ws.resume();
  expect((await paused.closed).code).toBe(1006);
  const received = seqs(paused);
  expect(received, 'what it did get has no hole').toEqual(received.map((_, index) => before + 1 + index));
  expect(received.length).toBeLessThan(events);
  expect((await reading.ask('here')).result?.data).toBe('here');
  reading.ws.terminate();
});

test('S1: a reader of an event stream who stops reading is ended in the same way', async () => {
  const paused = await openRawStream(fixture.url, 'paused-stream', [{ id: 1, method: 'subscription', params: { path: 'events' } }]);
  const reading = await follow('reading');
  const before = await head();
  const isThere = (seq: number) => (seqs(reading).at(-1) ?? 0) === seq;
  await vi.waitUntil(() => isThere(before), { interval: 5, timeout: 10_000 });
  if (before > 0) await paused.find(({ result }) => result?.id === cursors.format(topic, before));
  paused.answer.socket.pause();
  const body = JSON.stringify({ text: 'x'.repeat(200_000) });
  const events = 200;
  let most = 0;
  for (let sent = 1; sent <= events; sent++) {
    log.append([body]);
    await vi.waitUntil(() => isThere(before + sent), { interval: 1, timeout: 10_000 });
    most = Math.max(most, connections.get('paused-stream')!.bufferedBytes());
  }
  expect(most).toBeGreaterThan(limits.socket.bufferHighWater);
  expect(most).toBeLessThan(limits.socket.bufferHighWater + 2 * body.length);
  await vi.waitUntil(() => connections.get('paused-stream')!.bufferedBytes() === 0, { interval: 5, timeout: 10_000 });
  paused.answer.socket.resume();
  expect((await paused.closed).code).toBe(1006);
  reading.ws.terminate();
});

test('S1: a reader who is slow for a moment loses nothing and stays', async () => {
  const slow = await follow('slow');
  const before = await head();
  slow.ws.pause();
  const body = JSON.stringify({ text: 'y'.repeat(200_000) });
  const added = 60;
  log.append(Array.from({ length: added }, () => body));
  await vi.waitUntil(() => connections.get('slow')!.bufferedBytes() > limits.socket.bufferHighWater, { interval: 1 });
  slow.ws.resume();
  await slow.next(({ result }) => result?.id === cursors.format(topic, before + added));
  const received = seqs(slow).filter((seq) => seq > before);
  expect(received).toEqual(received.map((_, index) => before + 1 + index));
  slow.ws.terminate();
});

test('S1: a client who asks and does not take the answers is refused before they pile up', async () => {
  const asking = await fixture.open('asking');
  await asking.ask('here');
  asking.ws.pause();
  const buffered = () => connections.get('asking')!.bufferedBytes();
  const before = answered;
  let most = 0;
  for (let id = 10; id < 10 + limits.socket.messageBurst - 20; id++) {
    asking.send({ id, method: 'query', params: { path: 'large' } });
    await new Promise(setImmediate);
    most = Math.max(most, buffered());
  }
  expect(most).toBeLessThan(limits.socket.bufferHard + limits.socket.callsInFlight * 200_100);
  asking.ws.resume();
  expect((await asking.next(({ error }) => error !== undefined)).error?.data.reason).toBe('TOO_MANY_CALLS');
  expect(answered - before).toBeLessThan(limits.socket.messageBurst / 2);
  expect((await asking.ask('here')).result?.data).toBe('here');
  asking.ws.terminate();
});
