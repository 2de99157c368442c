import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { newId } from '../../shared/ids.ts';
import { roomFeed } from '../testing/feeds.ts';
import { openPharmacy, type TestPharmacy } from '../testing/pharmacy.ts';
import { refusalOfStream } from '../testing/refusal.ts';
import { newOrder, text } from '../testing/requests.ts';
import { runAsSuperuser } from '../testing/superuser.ts';
import { startTestApp, type TestApp } from '../testing/test-app.ts';

let app: TestApp;
let pharmacy: TestPharmacy;
let roomId: string;
/** A place in the room's log, as its parts: epoch, number, topic. */
let place: [string, string, string];

beforeAll(async () => {
  app = await startTestApp();
  pharmacy = await openPharmacy(app);
});
afterAll(() => app[Symbol.asyncDispose]());
beforeEach(async () => {
  roomId = (await newOrder(pharmacy.patient)).roomId;
  place = await placeIn(roomId);
});

async function placeIn(room: string): Promise<[string, string, string]> {
  const feed = roomFeed(pharmacy.patient, room);
  const { id } = await feed.find(() => true);
  feed.stop();
  return id.split(':') as [string, string, string];
}

/** The stream says once that it cannot go on from there, and then delivers what happens next. */
async function expectReset(lastEventId: string): Promise<void> {
  const feed = roomFeed(pharmacy.patient, roomId, lastEventId);
  const { id, data } = await feed.find(() => true);
  expect(data, lastEventId.slice(0, 60)).toMatchObject({ type: 'feed.reset', roomId });
  const { seq } = await pharmacy.pharmacist.trpc.messages.send.mutate(text(roomId, 'next'));
  await feed.find((event) => event.data.seq === seq);
  const again = roomFeed(pharmacy.patient, roomId, id);
  await again.find((event) => event.data.seq === seq);
  expect(again.values.map((event) => event.data.type)).not.toContain('feed.reset');
  for (const each of [feed, again]) each.stop();
}

test('a place in another room’s log is no place in this one', async () => {
  const other = await placeIn((await newOrder(pharmacy.patient)).roomId);
  await expectReset(other.join(':'));
});

test('a place in another history is none in this one', () => expectReset(['0', ...place.slice(1)].join(':')));

test('a place ahead of the log is none', async () => {
  for (const ahead of [Number(place[1]) + 1, 999_999_999]) await expectReset([place[0], ahead, place[2]].join(':'));
});

test('the place before the first event is answered with everything', async () => {
  const feed = roomFeed(pharmacy.patient, roomId, [place[0], '0', place[2]].join(':'));
  await feed.find(({ data }) => data.type === 'feed.heartbeat');
  expect(feed.values.map(({ data }) => data.type)).toEqual(['member.joined', 'order.updated', 'feed.heartbeat']);
});

test.each([
  '1e9',
  '-1',
  '1.5',
  '9007199254740993',
  'NaN',
  ' ',
  '::',
  'null',
  '{"seq":1}',
  '☃:1:☃',
  `' or 1=1 --`,
  '../../etc/passwd',
])('%j as the place to resume from is answered with a reset', async (garbage) => {
  await expectReset(garbage);
  await expectReset([place[0], garbage, place[2]].join(':'));
});

test('a place of ten thousand characters is bad input', async () => {
  const feed = roomFeed(pharmacy.patient, roomId, 'x'.repeat(10_000));
  expect(await refusalOfStream(feed)).toMatchObject({ code: 'BAD_REQUEST', reason: 'BAD_INPUT', issues: [{ path: 'lastEventId' }] });
});

test('where the log was pruned the reader is told to read anew', async () => {
  for (const content of ['1', '2', '3']) await pharmacy.pharmacist.trpc.messages.send.mutate(text(roomId, content));
  await runAsSuperuser(app.databaseUrl, `delete from event where topic = $1 and seq <= 5`, [`room:${roomId}`]);
  // the node that wrote them still holds them in memory
  await app.restart();
  await expectReset(place.join(':'));
});

test('a backup that was put back is another history', async () => {
  await runAsSuperuser(app.databaseUrl, `update installation set epoch = $1`, [newId().slice(-12)]);
  await app.restart();
  await expectReset(place.join(':'));
});
