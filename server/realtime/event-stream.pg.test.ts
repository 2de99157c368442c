import { afterAll, afterEach, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { limits } from '../../shared/limits.ts';
import type { Topic } from '../../shared/topics.ts';
import { createLocalBus, type Bus } from './bus.ts';
import { createEventLog, type EventLog } from './event-log.ts';
import { createFaultyBus, seededRandom, type BusFaults } from './faulty-bus.ts';
import { historyFaults } from './history-check.ts';
import { append, newTopic, openLogFixture, startNode, testEvent, type LogFixture, type TestNode } from './log-fixture.ts';
import { startReader, type Reader } from './reader-fixture.ts';
import { createTailers } from './tailers.ts';

let fixture: LogFixture;
const nodes: TestNode[] = [];
const readers: Reader[] = [];

beforeAll(async () => void (fixture = await openLogFixture()));
afterEach(async () => {
  await Promise.all(readers.splice(0).map((reader) => reader.stop()));
  for (const node of nodes.splice(0)) node.tailers.stop();
});
afterAll(() => fixture[Symbol.asyncDispose]());

/** So long that what a hint did not bring within the test does not come. */
const never = 3_600_000;

function node(bus: Bus, pollEvery: number): TestNode {
  const started = startNode({ db: fixture.db, bus, pollEvery });
  nodes.push(started);
  return started;
}
function read(of: Pick<TestNode, 'log' | 'tailers'>, topic: Topic, after: number | null | 'now'): Reader {
  const reader = startReader({ node: of, tenantId: fixture.tenantId, topic, after });
  readers.push(reader);
  return reader;
}
const write = (log: EventLog, topic: Topic, note: string) => append(log, fixture.tenantId, topic, note);

const faults: Record<string, BusFaults> = {
  'a sound bus': {},
  'a third of the hints lost': { lost: 0.33 },
  'every hint lost': { lost: 1 },
  'every hint doubled': { doubled: 1 },
  'hints late and out of order': { lateBy: 40 },
  'all of it at once': { lost: 0.3, doubled: 0.5, lateBy: 40 },
};

test.each(Object.entries(faults))('%s: every reader on every node gets everything once, in order', async (_, fault) => {
  const topic = newTopic();
  const bus = createFaultyBus(fault, seededRandom(1));
  const [one, other] = [node(bus, 20), node(bus, 20)];
  await write(one.log, topic, 'before');
  const early = [read(one, topic, 0), read(other, topic, 0), read(other, topic, 'now')];
  await early[2]!.until(() => early[2]!.items.length > 0);
  const writers = Array.from({ length: 4 }, async (_, writer) => {
    for (let turn = 0; turn < 15; turn++) await write(writer % 2 ? one.log : other.log, topic, `${writer}/${turn}`);
  });
  const late = read(one, topic, 0);
  await Promise.all(writers);

  const stored = await fixture.stored(topic);
  for (const reader of [...early, late]) {
    await reader.until(() => reader.position === 61);
    expect(historyFaults(reader.items, reader === early[2] ? 1 : 0, stored)).toEqual([]);
    expect(reader.items.filter(({ kind }) => kind === 'reset')).toEqual([]);
  }
});

test('D3: with hints five seconds late, every reader on every node has within one poll what was written, once, in order', async () => {
  // polls and hints go by a clock that is turned here; the database and its client, with `setTimeout`, keep their own
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  let heard = 0;
  const later = (action: () => void, milliseconds: number) => {
    const timer = setInterval(() => {
      clearInterval(timer);
      heard += 1;
      action();
    }, milliseconds);
  };
  const topic = newTopic();
  const bus = createFaultyBus({ lateFrom: 4_000, lateBy: 6_000, doubled: 0.3 }, seededRandom(1), later);
  const [one, other] = [node(bus, limits.feed.pollEvery), node(bus, limits.feed.pollEvery)];
  const live = [read(one, topic, 0), read(other, topic, 0)];
  await Promise.all(live.map((reader) => reader.until(() => reader.items.length > 0)));

  const [seconds, inEach] = [14, 3];
  for (let second = 1; second <= seconds; second++) {
    await Promise.all([one, other, one].map(({ log }) => write(log, topic, `in second ${second}`)));
    vi.advanceTimersByTime(limits.feed.pollEvery);
    for (const reader of live) await reader.until(() => reader.position === second * inEach);
  }
  // all but those of the last seconds have come by now, out of order
  expect(heard).toBeGreaterThan((seconds - 6) * inEach);
  const stored = await fixture.stored(topic);
  for (const reader of live) {
    expect(historyFaults(reader.items, 0, stored)).toEqual([]);
    expect(reader.items.filter(({ kind }) => kind === 'reset')).toEqual([]);
  }
});

/** The moments between learning where the log ends, reading the past and going live. */
test.each(['heads', 'read'] as const)('an event committed right after %s was asked is delivered, once', async (moment) => {
  const topic = newTopic();
  const bus = createLocalBus();
  const log = createEventLog({ db: fixture.db, bus });
  for (const note of ['one', 'two']) await write(log, topic, note);
  const slipIn = async <T>(answer: Promise<T>): Promise<T> => {
    const result = await answer;
    await write(log, topic, 'slipped in');
    return result;
  };
  const forced: EventLog = {
    ...log,
    heads: (...args) => (moment === 'heads' ? slipIn(log.heads(...args)) : log.heads(...args)),
    read: (...args) => (moment === 'read' ? slipIn(log.read(...args)) : log.read(...args)),
  };
  const tailers = createTailers({ log: forced, bus, pollEvery: never, onFault: () => undefined });
  const reader = read({ log: forced, tailers }, topic, 0);
  await reader.until(() => reader.position >= 3);
  await write(log, topic, 'last');
  const last = [...(await fixture.stored(topic)).keys()].at(-1);
  await reader.until(() => reader.position === last);
  tailers.stop();
  expect(historyFaults(reader.items, 0, await fixture.stored(topic))).toEqual([]);
});

test('a reader that resumes ahead of what its node has heard goes on without a reset', async () => {
  const topic = newTopic();
  const [deaf, writing] = [node(createLocalBus(), never), node(createLocalBus(), never)];
  const first = read(deaf, topic, 'now');
  await first.until(() => first.items.length === 1);
  for (const note of ['one', 'two', 'three']) await write(writing.log, topic, note);
  const resumed = read(deaf, topic, 3);
  await resumed.until(() => resumed.items.length === 1);
  expect(resumed.items).toEqual([{ kind: 'caught-up', seq: 3 }]);
});

test.each([
  { what: 'ahead of the log', after: 9, items: [{ kind: 'reset', seq: 2 }, { kind: 'caught-up', seq: 2 }] },
  { what: 'of another history', after: null, items: [{ kind: 'reset', seq: 2 }, { kind: 'caught-up', seq: 2 }] },
  { what: 'at the end of the log', after: 2, items: [{ kind: 'caught-up', seq: 2 }] },
])('a cursor $what is answered at once', async ({ after, items }) => {
  const topic = newTopic();
  const own = node(createLocalBus(), never);
  for (const note of ['one', 'two']) await write(own.log, topic, note);
  const reader = read(own, topic, after);
  await reader.until(() => reader.items.length === items.length);
  expect(reader.items).toEqual(items);
  await write(own.log, topic, 'next');
  await reader.until(() => reader.position === 3);
});

test('a reader too far behind is told to read anew, once, and goes on from the end', async () => {
  const topic = newTopic();
  const own = node(createLocalBus(), never);
  const behind = limits.feed.replayEvents;
  const events = Array.from({ length: behind + 1 }, () => testEvent(topic, ''));
  await own.log.write(fixture.tenantId, (unit) => unit.append(events));
  const [tooFar, justInside] = [read(own, topic, 0), read(own, topic, 1)];
  await tooFar.until(() => tooFar.items.length === 2);
  expect(tooFar.items).toEqual([{ kind: 'reset', seq: behind + 1 }, { kind: 'caught-up', seq: behind + 1 }]);
  await justInside.until(() => justInside.position === behind + 1);
  expect(historyFaults(justInside.items, 1, await fixture.stored(topic))).toEqual([]);
});

test.each(['heads', 'read'] as const)('a fault of the database on %s delays a stream and does not end it', async (question) => {
  const topic = newTopic();
  const own = node(createLocalBus(), never);
  for (const note of ['one', 'two']) await write(own.log, topic, note);
  let faults = 0;
  const ask = own.log[question] as (...args: unknown[]) => Promise<never>;
  const faulty = (...args: unknown[]) => (++faults > 3 ? ask(...args) : Promise.reject(new Error('Connection terminated unexpectedly')));
  const log: EventLog = { ...own.log, [question]: faulty };
  const tailers = createTailers({ log, bus: createLocalBus(), pollEvery: never, onFault: () => undefined });
  const reader = read({ log, tailers }, topic, 0);
  await reader.until(() => reader.position === 2);
  tailers.stop();
  expect(faults).toBeGreaterThan(3);
  expect(historyFaults(reader.items, 0, await fixture.stored(topic))).toEqual([]);
});

test('streams outlive a database that ends every connection, and miss nothing', async () => {
  const topic = newTopic();
  const own = node(createLocalBus(), 20);
  const live = read(own, topic, 0);
  const persistently = async (note: string): Promise<void> => {
    // the outcome of a write whose connection died is unknown: this test only needs that one of them got through
    await write(own.log, topic, note).catch(() => persistently(note));
  };
  await persistently('first');
  await live.until(() => live.position >= 1);
  for (let round = 0; round < 4; round++) {
    expect(await fixture.endBackends()).toBeGreaterThan(0);
    const replaying = read(own, topic, 0);
    await persistently(`round ${round}`);
    await replaying.until(() => replaying.position >= round + 2);
    await live.until(() => live.position >= round + 2);
  }
  const stored = await fixture.stored(topic);
  for (const reader of readers) {
    await reader.until(() => reader.position === stored.size);
    expect(historyFaults(reader.items, 0, stored)).toEqual([]);
  }
});
