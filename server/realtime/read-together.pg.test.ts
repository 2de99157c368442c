import { afterAll, beforeAll, expect, test } from 'vitest';
import { limits } from '../../shared/limits.ts';
import type { Topic } from '../../shared/topics.ts';
import { createLocalBus } from './bus.ts';
import { createEventLog } from './event-log.ts';
import { newTopic, openLogFixture, testEvent, type LogFixture } from './log-fixture.ts';
import { createReadTogether } from './read-together.ts';

let fixture: LogFixture;
beforeAll(async () => void (fixture = await openLogFixture()));
afterAll(() => fixture[Symbol.asyncDispose]());

test('what is read together is what is read alone', async () => {
  const { db, tenantId } = fixture;
  const log = createEventLog({ db, bus: createLocalBus() });
  const read = createReadTogether(db);
  const [short, long, empty] = [newTopic(), newTopic(), newTopic()];
  for (const [topic, count] of [[short, 3], [long, limits.feed.pageEvents + 20]] as const)
    await log.write(tenantId, (unit) => unit.append(Array.from({ length: count }, (_, n) => testEvent(topic, `${n}`))));
  const places: [Topic, number][] = [[short, 0], [long, 0], [empty, 0], [short, 2], [long, 7], [short, 3], [long, 219], [short, 99]];
  const together = await Promise.all(places.map(([topic, after]) => read(tenantId, topic, after)));
  expect(together).toEqual(await Promise.all(places.map(([topic, after]) => log.read(tenantId, topic, after))));
  expect(together.map(({ length }) => length)).toEqual([3, limits.feed.pageEvents, 0, 1, limits.feed.pageEvents, 0, 1, 0]);
});
