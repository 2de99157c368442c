import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { roomTopic } from '../../shared/topics.ts';
import { createMetrics } from '../metrics.ts';
import { createLocalBus } from '../realtime/bus.ts';
import { createCursors } from '../realtime/cursor.ts';
import type { LogEvent } from '../realtime/event-log.ts';
import { Serialized } from '../realtime/serialized.ts';
import { createTailers, type Tailers } from '../realtime/tailers.ts';
import { durableFeed } from './durable-feed.ts';
import { encoder } from './encoder.ts';
import { createMemoryLog } from './memory-log.ts';
import { router, signedInProcedure } from './procedures.ts';
import type { RawSocket } from './raw-socket.ts';
import { startSocketFixture, type SocketFixture } from './socket-fixture.ts';

const topic = roomTopic('one');
const bus = createLocalBus();
const log = createMemoryLog(bus, 'tenant', topic);
const cursors = createCursors('epoch');
const metrics = createMetrics();
const delivered: [reader: string, seq: number][] = [];

interface TestEvent {
  type: string;
  seq: number;
}
const testRouter = router({
  events: signedInProcedure.input(z.strictObject({ lastEventId: z.string() }).optional()).subscription(({ ctx: { caller, connection }, signal, input }) =>
    durableFeed<TestEvent>({ log, tailers, cursors, metrics }, {
      tenantId: caller.tenantId,
      topic,
      audience: caller.userId === 'patient' ? 'everyone' : 'staff',
      connection,
      lastEventId: input?.lastEventId,
      signal: signal!,
      first: { type: 'joined', seq: lastSeq() },
      notice: (notice) => notice,
      onDelivered: ({ seq }) => delivered.push([caller.userId, seq]),
      isLast: ({ body }) => body.includes(`"ends ${caller.userId}"`),
    }),
  ),
});

const tellsOf = (event: string) => JSON.stringify({ tells: event });
const lastSeq = () => seqNow;
let seqNow = 0;
/** Adds events that become known together. Returns the last number. */
function append(bodies: { body: string; audience?: LogEvent['audience'] }[]): number {
  log.append(bodies.map(({ body }) => body), bodies.map(({ audience }) => audience ?? 'everyone'));
  return (seqNow += bodies.length);
}

let tailers: Tailers;
let fixture: SocketFixture;
const encode = vi.spyOn(encoder, 'encode');
beforeAll(async () => {
  tailers = createTailers({ log, bus, onFault: () => undefined });
  fixture = await startSocketFixture(testRouter);
});
beforeEach(() => void (delivered.length = 0));
afterAll(async () => {
  await fixture[Symbol.asyncDispose]();
  tailers.stop();
});

/** How many events went through tRPC and its iterators. */
const throughTrpc = () =>
  encode.mock.calls.filter(([message]) => {
    const { result } = message as { result?: { data?: { data?: unknown } } };
    return result?.data?.data instanceof Serialized && result.data.data.json.includes('tells');
  }).length;

async function follow(name: string, id = 1): Promise<RawSocket> {
  const socket = await fixture.open(name);
  socket.send({ id, method: 'subscription', params: { path: 'events' } });
  await socket.next(({ result }) => result?.type === 'data');
  return socket;
}
const texts = ({ received }: RawSocket) => received.filter((text) => text.includes('"tells"'));
const hasText = (socket: RawSocket, seq: number) =>
  vi.waitUntil(() => texts(socket).some((text) => text.includes(`:${seq}:`)), { interval: 1, timeout: 10_000 });

test('a live event passes tRPC by, and is byte for byte what a replay of it is', async () => {
  const sizes = [0, 30, 125, 126, 1_000, 65_000, 66_000];
  const start = seqNow;
  const [one, other] = [await follow('one', 7), await follow('other', 7_000_000)];
  const before = throughTrpc();
  for (const size of sizes) append([{ body: tellsOf('é'.repeat(size)) }]);
  append([{ body: tellsOf('two') }, { body: tellsOf('at once') }]);
  await Promise.all([hasText(one, seqNow), hasText(other, seqNow)]);
  expect(throughTrpc()).toBe(before);
  expect(texts(other).map((text) => text.replace('{"id":7000000,', '{"id":7,'))).toEqual(texts(one));

  const late = await fixture.open('one');
  const input = { lastEventId: cursors.format(topic, start) };
  late.send({ id: 7, method: 'subscription', params: { path: 'events', input } });
  await hasText(late, seqNow);
  expect(throughTrpc()).toBe(before + sizes.length + 2);
  expect(texts(late)).toEqual(texts(one));
  for (const socket of [one, other, late]) socket.ws.terminate();
});

test('of what comes at once everyone gets what is theirs', async () => {
  const [staff, patient] = [await follow('lena'), await follow('patient')];
  append([{ body: tellsOf('note 1'), audience: 'staff' }, { body: tellsOf('word') }, { body: tellsOf('note 2'), audience: 'staff' }]);
  append([{ body: tellsOf('note 3'), audience: 'staff' }]);
  const last = append([{ body: tellsOf('end') }]);
  await Promise.all([hasText(staff, last), hasText(patient, last)]);
  expect(texts(staff).map((text) => /"tells":"([^"]*)"/.exec(text)?.[1])).toEqual(['note 1', 'word', 'note 2', 'note 3', 'end']);
  expect(texts(patient).map((text) => /"tells":"([^"]*)"/.exec(text)?.[1])).toEqual(['word', 'end']);
  expect(delivered.filter(([reader]) => reader === 'patient').map(([, seq]) => seq)).toEqual([last - 3, last]);
  for (const socket of [staff, patient]) socket.ws.terminate();
});

test('a stream that ends with an event ends with it, also in the middle of what came at once', async () => {
  const [leaving, staying] = [await follow('kim'), await follow('lena')];
  append([{ body: tellsOf('before') }, { body: tellsOf('ends kim') }, { body: tellsOf('after') }]);
  await hasText(staying, seqNow);
  await leaving.next(({ result }) => result?.type === 'stopped');
  expect(texts(leaving).map((text) => /"tells":"([^"]*)"/.exec(text)?.[1])).toEqual(['before', 'ends kim']);
  expect(texts(staying)).toHaveLength(3);
  for (const socket of [leaving, staying]) socket.ws.terminate();
});

test('nothing follows an unsubscription', async () => {
  const socket = await follow('lena', 5);
  append([{ body: tellsOf('heard') }]);
  await hasText(socket, seqNow);
  socket.send({ id: 5, method: 'subscription.stop' });
  await socket.next(({ result }) => result?.type === 'stopped');
  append([{ body: tellsOf('not heard') }]);
  const other = await follow('other');
  append([{ body: tellsOf('heard by the other') }]);
  await hasText(other, seqNow);
  expect((await socket.ask('nothing')).error).toBeDefined();
  expect(texts(socket)).toHaveLength(1);
  for (const each of [socket, other]) each.ws.terminate();
});
