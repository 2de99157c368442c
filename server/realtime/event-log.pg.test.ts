import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createLocalBus } from './bus.ts';
import { createEventLog, type EventLog } from './event-log.ts';
import { seededRandom } from './faulty-bus.ts';
import { append, newTopic, openLogFixture, testEvent, type LogFixture } from './log-fixture.ts';
import { topicHints, type TopicHint } from './topic-hints.ts';

let fixture: LogFixture;
let log: EventLog;
const hints: TopicHint[] = [];
const rollback = new Error('rolled back on purpose');

beforeAll(async () => {
  fixture = await openLogFixture();
  const bus = createLocalBus();
  bus.subscribe(topicHints, (message) => hints.push(message));
  log = createEventLog({ db: fixture.db, bus });
});
afterAll(() => fixture[Symbol.asyncDispose]());

/** Resolves when some transaction of the application waits for a lock. */
const untilSomebodyWaits = () =>
  vi.waitUntil(async () => {
    const { rows } = await fixture.owner.query(
      `select 1 from pg_stat_activity where application_name = 'medsync' and datname = current_database() and wait_event_type = 'Lock'`,
    );
    return rows.length > 0;
  }, { interval: 5 });

const numbers = async (topic: ReturnType<typeof newTopic>) => (await log.read(fixture.tenantId, topic, 0)).map(({ seq }) => seq);
const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1);

test('64 writers of one topic, a fifth of whom roll back, leave no hole, and nobody ever sees one', async () => {
  const topic = newTopic();
  const writing = new AbortController();
  let committed = 0;
  // the order of commits is the order of numbers exactly when every look finds 1 to n
  const watching = (async () => {
    for (let seen: number[] = []; !writing.signal.aborted; ) {
      const before = seen.length;
      seen = [...(await fixture.stored(topic)).keys()];
      expect(seen).toEqual(upTo(seen.length));
      expect(seen.length).toBeGreaterThanOrEqual(before);
    }
  })();
  const writers = upTo(64).map(async (writer) => {
    for (const turn of upTo(5)) {
      const fails = (writer + turn) % 5 === 0;
      const work = log.write(fixture.tenantId, async (unit) => {
        await unit.append([testEvent(topic, `${writer}/${turn}`)]);
        if (fails) throw rollback;
      });
      if (fails) await expect(work).rejects.toBe(rollback);
      else await work.then(() => committed++);
    }
  });
  await Promise.all(writers).finally(() => writing.abort());
  await watching;
  expect(committed).toBe(64 * 4);
  expect([...(await fixture.stored(topic)).keys()]).toEqual(upTo(committed));
  const told = hints.filter((hint) => hint.topic === topic).flatMap(({ events }) => events.map(({ seq }) => seq));
  expect(told.toSorted((a, b) => a - b), 'each commit is told once, a rollback never').toEqual(upTo(committed));
});

test.each(['commits', 'rolls back'] as const)('a writer waits for the one before it, which %s', async (outcome) => {
  const topic = newTopic();
  const appended = Promise.withResolvers<void>();
  const decided = Promise.withResolvers<void>();
  const first = log.write(fixture.tenantId, async (unit) => {
    await unit.append([testEvent(topic, 'first')]);
    appended.resolve();
    await decided.promise;
  });
  await appended.promise;
  const second = append(log, fixture.tenantId, topic, 'second');
  await untilSomebodyWaits();
  expect(await numbers(topic)).toEqual([]);

  if (outcome === 'commits') {
    decided.resolve();
    await first;
    expect(await second).toBe(2);
    expect(await numbers(topic)).toEqual([1, 2]);
  } else {
    decided.reject(rollback);
    await expect(first).rejects.toBe(rollback);
    expect(await second, 'the number of what rolled back is given again').toBe(1);
    expect(await numbers(topic)).toEqual([1]);
  }
});

test('writers of the same three topics, named in any order, never deadlock and write all or nothing', async () => {
  const topics = [newTopic(), newTopic(), newTopic()];
  const random = seededRandom(7);
  const writes = upTo(60).map(async (turn) => {
    const shuffled = topics.map((topic) => ({ topic, rank: random() })).toSorted((a, b) => a.rank - b.rank);
    const work = log.write(fixture.tenantId, async (unit) => {
      await unit.append(shuffled.map(({ topic }) => testEvent(topic, `${turn}`)));
      if (turn % 6 === 0) throw rollback;
    });
    await work.catch((error: unknown) => expect(error).toBe(rollback));
  });
  await Promise.all(writes);
  for (const topic of topics) expect(await numbers(topic)).toEqual(upTo(50));
});

test('several events of one topic keep the order in which they were given', async () => {
  const [one, other] = [newTopic(), newTopic()];
  const positions = await log.write(fixture.tenantId, (unit) =>
    unit.append([testEvent(one, 'a'), testEvent(other, 'b'), testEvent(one, 'c')]),
  );
  expect(positions.map(({ seq }) => seq)).toEqual([1, 1, 2]);
  expect([...(await fixture.stored(one)).values()].map((body) => JSON.parse(body).note)).toEqual(['a', 'c']);
});

test('a statement that failed fails the write, even when its error was swallowed; nobody is told', async () => {
  const topic = newTopic();
  const work = log.write(fixture.tenantId, async (unit) => {
    await unit.append([testEvent(topic, 'never')]);
    await sql`select 1 / 0`.execute(unit.trx).catch(() => undefined);
  });
  await expect(work).rejects.toThrow();
  expect(await numbers(topic)).toEqual([]);
  expect(hints.filter((hint) => hint.topic === topic)).toEqual([]);
});

test('reserved places are the next ones, and what turns out to be more comes behind them', async () => {
  const [topic, other] = [newTopic(), newTopic()];
  await append(log, fixture.tenantId, topic, 'before');
  const positions = await log.write(fixture.tenantId, async (unit) => {
    await unit.reserve(new Map([[topic, 2]]));
    return unit.append([testEvent(topic, 'a'), testEvent(other, 'x'), testEvent(topic, 'b'), testEvent(topic, 'c')]);
  });
  expect(positions.map(({ seq }) => seq)).toEqual([2, 1, 3, 4]);
  expect(await numbers(topic)).toEqual([1, 2, 3, 4]);
  expect(await numbers(other)).toEqual([1]);
});

test.for([
  ['none', 0],
  ['one of two', 1],
] as const)('places of which %s is filled make the whole fail: no hole stays', async ([, filled]) => {
  const topic = newTopic();
  const failed = log.write(fixture.tenantId, async (unit) => {
    await unit.reserve(new Map([[topic, 2]]));
    if (filled > 0) await unit.append([testEvent(topic, 'only one')]);
  });
  await expect(failed).rejects.toThrow('reserved and not filled');
  expect(await append(log, fixture.tenantId, topic, 'first')).toBe(1);
});
