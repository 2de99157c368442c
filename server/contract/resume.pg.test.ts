import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { limits } from '../../shared/limits.ts';
import type { Collected } from '../testing/collect.ts';
import { dropSocket } from '../testing/drop-socket.ts';
import { roomFeed, type TrackedRoomEvent } from '../testing/feeds.ts';
import { fillRoom } from '../testing/fill-room.ts';
import { openPharmacy, type TestPharmacy } from '../testing/pharmacy.ts';
import { callFrame, openRawSocket } from '../testing/raw-socket.ts';
import { newOrder, note, text } from '../testing/requests.ts';
import { startTestApp, type TestApp } from '../testing/test-app.ts';

let app: TestApp;
let pharmacy: TestPharmacy;
let roomId: string;

beforeAll(async () => {
  app = await startTestApp();
  pharmacy = await openPharmacy(app);
});
afterAll(() => app[Symbol.asyncDispose]());
beforeEach(async () => {
  roomId = (await newOrder(pharmacy.patient)).roomId;
});

const say = (content: string) => pharmacy.pharmacist.trpc.messages.send.mutate(text(roomId, content));
const heard = (feed: Collected<TrackedRoomEvent>): string[] =>
  feed.values.flatMap(({ data }) => (data.type === 'message.created' ? [data.message.content] : []));
const types = (feed: Collected<TrackedRoomEvent>): string[] => feed.values.map(({ data }) => data.type);

async function started(lastEventId?: string) {
  const feed = roomFeed(pharmacy.patient, roomId, lastEventId);
  await feed.find(() => true);
  return feed;
}

test('the first value of a fresh stream is the admission, with a place in the log', async () => {
  const feed = await started();
  const { patient } = pharmacy;
  expect(feed.values).toEqual([
    {
      id: expect.stringMatching(/^\S+$/) as string,
      data: {
        type: 'room.joined',
        roomId,
        seq: 2,
        at: expect.any(String) as string,
        lastSeq: 2,
        members: [{ id: patient.person.id, name: patient.person.name, role: 'patient' }],
      },
    },
  ]);
});

test('on the wire every value is tracked: admission, event, catching up and reset', async () => {
  const raw = await openRawSocket(app.url, pharmacy.patient.token);
  raw.send(callFrame(1, 'subscription', 'rooms.events', { roomId }));
  await raw.find(({ id, result }) => id === 1 && result?.type === 'data');
  await say('hello');
  const event = await raw.find((frame) => JSON.stringify(frame).includes('message.created'));
  raw.send(callFrame(2, 'subscription', 'rooms.events', { roomId, lastEventId: event.result?.id }));
  await raw.find((frame) => frame.id === 2 && JSON.stringify(frame).includes('feed.heartbeat'));
  raw.send(callFrame(3, 'subscription', 'rooms.events', { roomId, lastEventId: 'elsewhere' }));
  await raw.find((frame) => frame.id === 3 && JSON.stringify(frame).includes('feed.reset'));
  const values = raw.frames.flatMap(({ result }) => (result?.type === 'data' ? [result] : []));
  expect(values.length).toBeGreaterThanOrEqual(4);
  for (const { id, data } of values) {
    expect(id).toEqual(expect.any(String));
    expect(data).toMatchObject({ id, data: { type: expect.any(String) as string, seq: expect.any(Number) as number } });
  }
  raw.socket.terminate();
});

test('what is said while the socket is cut arrives once, in order', async () => {
  const feed = await started();
  await say('1');
  await feed.until(() => heard(feed).length === 1);
  dropSocket(pharmacy.patient);
  for (const content of ['2', '3']) await say(content);
  await feed.until(() => heard(feed).length === 3);
  dropSocket(pharmacy.patient);
  await say('4');
  await feed.until(() => heard(feed).includes('4'));
  expect(heard(feed)).toEqual(['1', '2', '3', '4']);
  expect(types(feed)).not.toContain('feed.reset');
  expect(feed.values.filter(({ data }) => data.type === 'room.joined')).toHaveLength(1);
});

test('a stream cut before any event came resumes from its admission', async () => {
  const feed = await started();
  const before = feed.started;
  dropSocket(pharmacy.patient);
  await say('missed');
  await feed.until(() => heard(feed).length === 1);
  expect(feed.started).toBeGreaterThan(before);
  expect(heard(feed)).toEqual(['missed']);
  expect(types(feed)).not.toContain('feed.reset');
});

test('a stream goes on after the server was started anew', async () => {
  const feed = await started();
  await say('before');
  await feed.until(() => heard(feed).length === 1);
  await app.restart();
  await say('after');
  await feed.until(() => heard(feed).length === 2);
  expect(heard(feed)).toEqual(['before', 'after']);
  expect(types(feed)).not.toContain('feed.reset');
});

test('resuming at the top says that it caught up, and then goes on', async () => {
  const first = await started();
  await say('1');
  await first.until(() => heard(first).length === 1);
  const top = first.values.at(-1)!;
  const again = roomFeed(pharmacy.patient, roomId, top.id);
  expect(await again.find(() => true)).toEqual({ id: top.id, data: expect.objectContaining({ type: 'feed.heartbeat', seq: top.data.seq }) as unknown });
  await say('2');
  await again.until(() => heard(again).length === 1);
  expect(heard(again)).toEqual(['2']);
});

test('any place in the log is a place to resume from; notes leave no trace for a patient', async () => {
  const first = await started();
  for (const content of ['1', '2']) await say(content);
  await pharmacy.pharmacist.trpc.messages.send.mutate(note(roomId, 'hidden'));
  await say('3');
  await first.until(() => heard(first).length === 3);
  for (const [index, { id }] of first.values.entries()) {
    const again = roomFeed(pharmacy.patient, roomId, id);
    await again.find(({ data }) => data.type === 'feed.heartbeat');
    const replayed = again.values.filter(({ data }) => data.type !== 'feed.heartbeat');
    expect(replayed).toEqual(first.values.slice(index + 1));
    again.stop();
  }
});

test('a reader further behind than the limit is told to read anew, and then goes on', async () => {
  const first = await started();
  const { id } = first.values[0]!;
  first.stop();
  const seq = await fillRoom(app, pharmacy.pharmacist.person, roomId, limits.feed.replayEvents + 1);
  const behind = roomFeed(pharmacy.patient, roomId, id);
  expect((await behind.find(() => true)).data).toMatchObject({ type: 'feed.reset', roomId, seq });
  await say('on');
  await behind.until(() => heard(behind).length === 1);
  expect(types(behind)).toEqual(['feed.reset', 'feed.heartbeat', 'member.joined', 'message.created']);
});

test('a reader exactly as far behind as the limit gets everything', async () => {
  const first = await started();
  const { id } = first.values[0]!;
  first.stop();
  await fillRoom(app, pharmacy.pharmacist.person, roomId, limits.feed.replayEvents);
  const behind = roomFeed(pharmacy.patient, roomId, id);
  await behind.find(({ data }) => data.type === 'feed.heartbeat');
  expect(heard(behind)).toEqual(Array.from({ length: limits.feed.replayEvents }, (_, index) => `line ${index + 1}`));
});

test('members, the sender included, hear the same, and who joins is announced once', async () => {
  const patientFeed = await started();
  const staffFeed = roomFeed(pharmacy.pharmacist, roomId);
  await staffFeed.find(() => true);
  for (const content of ['1', '2']) await say(content);
  await pharmacy.patient.trpc.messages.send.mutate(text(roomId, '3'));
  for (const feed of [patientFeed, staffFeed]) await feed.until(() => heard(feed).length === 3);
  expect(staffFeed.values.slice(1)).toEqual(patientFeed.values.slice(1));
  const joined = staffFeed.values.flatMap(({ data }) => (data.type === 'member.joined' ? [data.member.id] : []));
  expect(joined).toEqual([pharmacy.pharmacist.person.id]);
});
