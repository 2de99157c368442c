import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { Topic } from '../../shared/topics.ts';
import { createLocalBus } from './bus.ts';
import { historyFaults } from './history-check.ts';
import { append, newTopic, openLogFixture, startNode, type LogFixture, type TestNode } from './log-fixture.ts';
import { pruneTopics } from './prune.ts';
import { startReader, type Reader } from './reader-fixture.ts';

// bounds so small that every edge of them is met
vi.mock(import('../../shared/limits.ts'), async (original) => {
  const { limits } = await original();
  const feed = { ...limits.feed, pageEvents: 4, ringEvents: 7 };
  const retention = { ...limits.retention, eventsPerTopic: 20, rowsTogether: 5, topicsTogether: 3 };
  return { limits: { ...limits, feed, retention } as unknown as typeof limits };
});

let fixture: LogFixture;
let node: TestNode;
const readers: Reader[] = [];

beforeAll(async () => {
  fixture = await openLogFixture();
  node = startNode({ db: fixture.db, bus: createLocalBus(), pollEvery: 10 });
});
afterEach(() => Promise.all(readers.splice(0).map((reader) => reader.stop())));
afterAll(async () => {
  node.tailers.stop();
  await fixture[Symbol.asyncDispose]();
});

const read = (topic: Topic, after: number, of = node): Reader => {
  const reader = startReader({ node: of, tenantId: fixture.tenantId, topic, after });
  readers.push(reader);
  return reader;
};
const write = async (topic: Topic, count: number): Promise<void> => {
  for (let n = 0; n < count; n++) await append(node.log, fixture.tenantId, topic, `${n}`);
};
/** Time passes for what is stored up to this number. */
const age = (topic: Topic, upTo: number, hours: number) =>
  fixture.owner.query(`update event set at = now() - make_interval(hours => $3) where topic = $1 and seq <= $2`, [topic, upTo, hours]);
const pruneOnce = (after: string | null) => fixture.db.withTenant(fixture.tenantId, (trx) => pruneTopics(trx, fixture.tenantId, after));
/** Walks through all topics once. Returns the number of batches. */
const prune = async (): Promise<number> => {
  let batches = 0;
  for (let after: string | null = ''; after !== null; batches++) after = await pruneOnce(after);
  return batches;
};
const kept = async (topic: Topic): Promise<number[]> => [...(await fixture.stored(topic)).keys()];
const upFrom = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, index) => first + index);

const month = 30 * 24;
test('what is older than thirty days goes, and to the hour what is younger stays', async () => {
  const topic = newTopic();
  await write(topic, 12);
  await age(topic, 12, month - 1);
  await age(topic, 8, month + 1);
  await prune();
  expect(await kept(topic)).toEqual([9, 10, 11, 12]);
  expect(await node.log.oldest(fixture.tenantId, topic)).toBe(9);
  expect(await append(node.log, fixture.tenantId, topic, 'next'), 'numbers go on').toBe(13);
});

test('of a long topic what lies far behind its end goes when no outbox can hold a cursor to it any more', async () => {
  const [young, old] = [newTopic(), newTopic()];
  for (const topic of [young, old]) await write(topic, 30);
  await age(young, 30, 71);
  await age(old, 30, 73);
  await prune();
  expect(await kept(young)).toEqual(upFrom(1, 30));
  expect(await kept(old)).toEqual(upFrom(11, 30));
});

test('a batch is bounded, of many topics and of one, and the walk comes to all of them', async () => {
  const topics = Array.from({ length: 8 }, () => newTopic());
  for (const topic of topics) {
    await write(topic, 12);
    await age(topic, 11, month + 1);
  }
  const size = async () => (await fixture.owner.query<{ count: number }>('select count(*)::int from event where topic = any ($1)', [topics])).rows[0]!.count;
  for (let after: string | null = ''; after !== null; ) {
    const before = await size();
    after = await pruneOnce(after);
    expect(before - (await size())).toBeLessThanOrEqual(5);
  }
  expect(await size()).toBe(8);
});

test('a hole is never made: an old event behind a younger one waits for it', async () => {
  const topic = newTopic();
  await write(topic, 10);
  await age(topic, 10, month + 1);
  await fixture.owner.query('update event set at = now() where topic = $1 and seq = 4', [topic]);
  await prune();
  expect(await kept(topic)).toEqual(upFrom(4, 10));
});

test('beside writers and readers nothing is lost that is promised, and who comes later is told to reset', async () => {
  const topic = newTopic();
  await write(topic, 40);
  await age(topic, 40, month + 1);
  const live = read(topic, 0);
  await live.until(() => live.position === 40);
  const recent = 45;
  await write(topic, 5);
  const history = await fixture.stored(topic);
  const writing = new AbortController();
  const pruning = (async () => {
    while (!writing.signal.aborted) await prune();
  })();
  await Promise.all([1, 2, 3].map(() => write(topic, 20)));
  // a node that has just started has nothing in memory
  const other = startNode({ db: fixture.db, bus: createLocalBus(), pollEvery: 10 });
  const returning = read(topic, recent, other);
  const late = read(topic, 7, other);
  await Promise.all([live, returning, late].map((reader) => reader.until(() => reader.position === 105)));
  writing.abort();
  await pruning;
  for (const [seq, body] of await fixture.stored(topic)) history.set(seq, body);
  const resets = ({ items }: Reader) => items.filter(({ kind }) => kind === 'reset').length;
  expect(historyFaults(live.items, 0, history)).toEqual([]);
  expect(historyFaults(returning.items, recent, history)).toEqual([]);
  expect([resets(live), resets(returning), resets(late)]).toEqual([0, 0, 1]);
  expect(await kept(topic)).toEqual(upFrom(41, 105));
  other.tailers.stop();
  expect([...node.faults, ...other.faults]).toEqual([]);
});

test('a reader whose node has not heard of anything until all of it is gone is told to reset', async () => {
  const topic = newTopic();
  await write(topic, 3);
  // its polls never come
  const deaf = startNode({ db: fixture.db, bus: createLocalBus(), pollEvery: 3_600_000 });
  const reader = read(topic, 3, deaf);
  await reader.until(() => reader.items.length > 0);
  await write(topic, 4);
  await age(topic, 7, month + 1);
  await prune();
  const { tailer, detach } = await deaf.tailers.attach(fixture.tenantId, topic);
  tailer.hint(7, []);
  await reader.until(() => reader.items.some(({ kind, ...item }) => kind === 'reset' && 'seq' in item && item.seq === 7));
  detach();
  deaf.tailers.stop();
});

test('two who prune at once, and any statement of the application, remove nothing that is young', async () => {
  const topic = newTopic();
  await write(topic, 12);
  await age(topic, 6, month + 1);
  await Promise.all([prune(), prune()]);
  expect(await kept(topic)).toEqual(upFrom(7, 12));
  await age(topic, 9, 71);
  const all = await fixture.db.withTenant(fixture.tenantId, (trx) => trx.deleteFrom('event').where('topic', '=', topic).executeTakeFirst());
  expect(all.numDeletedRows).toBe(0n);
});
