import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { limits } from '../../shared/limits.ts';
import type { RoomSignal } from '../../shared/rooms.ts';
import type { Collected } from '../testing/collect.ts';
import { dropSocket } from '../testing/drop-socket.ts';
import { inboxFeed, roomFeed, roomSignals } from '../testing/feeds.ts';
import { openPharmacy, type TestPharmacy } from '../testing/pharmacy.ts';
import { refusalOfStream } from '../testing/refusal.ts';
import { newOrder, note, text } from '../testing/requests.ts';
import { startTestApp, type TestApp, type TestClient } from '../testing/test-app.ts';

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

const viewersIn = (signals: Collected<RoomSignal>): string[] | undefined =>
  signals.values.flatMap((signal) => (signal.type === 'viewers' ? [signal.userIds] : [])).at(-1);
const isTyping = (signals: Collected<RoomSignal>, { person }: TestClient): boolean | undefined =>
  signals.values.flatMap((signal) => (signal.type === 'typing' && signal.userId === person.id ? [signal.typing] : [])).at(-1);
const receiptOf = (signals: Collected<RoomSignal>, { person }: TestClient) =>
  signals.values.flatMap((signal) => (signal.type === 'receipt' && signal.userId === person.id ? [signal] : [])).at(-1);
const ids = (...clients: TestClient[]): string[] => clients.map(({ person }) => person.id).toSorted();

test('viewers come and go, each person once however many windows they have', async () => {
  const { patient, pharmacist } = pharmacy;
  const watcher = roomSignals(patient, roomId);
  await watcher.until(() => viewersIn(watcher)?.length === 1);
  expect(watcher.values[0]).toMatchObject({ type: 'viewers', viewers: [{ id: patient.person.id, name: patient.person.name, role: 'patient' }] });
  const window = await app.signIn(pharmacist.person);
  const [first, second] = [roomSignals(pharmacist, roomId), roomSignals(window, roomId)];
  await watcher.until(() => viewersIn(watcher)?.length === 2);
  await second.until(() => viewersIn(second)?.length === 2);
  first.stop();
  await first.until(() => first.ended).catch(() => undefined);
  await pharmacist.trpc.rooms.setTyping.mutate({ roomId, typing: true });
  await watcher.until(() => isTyping(watcher, pharmacist) === true);
  expect(viewersIn(watcher)).toEqual(ids(patient, pharmacist));
  second.stop();
  await watcher.until(() => viewersIn(watcher)?.length === 1);
  expect(viewersIn(watcher)).toEqual(ids(patient));
});

test('a lost socket leaves, and its return shows the whole state again', async () => {
  const { patient, pharmacist } = pharmacy;
  const watcher = roomSignals(patient, roomId);
  const other = roomSignals(pharmacist, roomId);
  await watcher.until(() => viewersIn(watcher)?.length === 2);
  await pharmacist.trpc.messages.markRead.mutate({ roomId, seq: 2 });
  await other.until(() => receiptOf(other, pharmacist)?.lastReadSeq === 2);
  const before = other.values.length;
  dropSocket(pharmacist);
  await watcher.until(() => watcher.values.some((signal) => signal.type === 'viewers' && signal.userIds.length === 1 && signal !== watcher.values[0]));
  await other.until(() => other.values.slice(before).some(({ type }) => type === 'receipt'));
  expect(other.values[before]).toMatchObject({ type: 'viewers' });
  await watcher.until(() => viewersIn(watcher)?.length === 2);
});

test('of many rooms that are opened at once each shows its own receipts, and one of somebody else shows nothing', async () => {
  const { patient, otherPatient, pharmacist } = pharmacy;
  const mine = await Promise.all([1, 2, 3].map(() => newOrder(patient)));
  for (const order of mine) await patient.trpc.messages.send.mutate(text(order.roomId, 'Is it ready?'));
  for (const [index, order] of mine.entries()) await pharmacist.trpc.messages.markRead.mutate({ roomId: order.roomId, seq: index + 1 });
  const refused = refusalOfStream(roomSignals(otherPatient, mine[0]!.roomId));
  const opened = mine.map((order) => roomSignals(patient, order.roomId));
  await Promise.all(opened.map((signals) => signals.until(() => receiptOf(signals, pharmacist) !== undefined)));
  expect(opened.map((signals) => receiptOf(signals, pharmacist)?.lastReadSeq)).toEqual([1, 2, 3]);
  expect(await refused).toMatchObject({ reason: 'NOT_FOUND' });
});

test('the queue shows which staff have an order open, and never a patient', async () => {
  const { patient, pharmacist, technician } = pharmacy;
  const inbox = inboxFeed(technician);
  const rooms = () => inbox.values.flatMap((event) => (event.type === 'inbox.viewers' ? [event.rooms] : [])).at(-1);
  await inbox.find(({ type }) => type === 'inbox.unread');
  const own = inboxFeed(patient);
  const opened = [roomSignals(patient, roomId), roomSignals(pharmacist, roomId)];
  await inbox.until(() => rooms()?.[roomId] !== undefined);
  expect(rooms()?.[roomId]).toEqual([{ id: pharmacist.person.id, name: pharmacist.person.name }]);
  for (const each of opened) each.stop();
  await inbox.until(() => rooms()?.[roomId] === undefined);
  expect(own.values.map(({ type }) => type)).not.toContain('inbox.viewers');
});

test('typing shows, ends with the message, and ends when it is said to', async () => {
  const { patient, pharmacist } = pharmacy;
  const watcher = roomSignals(patient, roomId);
  await watcher.find(() => true);
  const type = (typing: boolean) => pharmacist.trpc.rooms.setTyping.mutate({ roomId, typing });
  expect(await type(true)).toEqual({});
  await watcher.until(() => isTyping(watcher, pharmacist) === true);
  await type(false);
  await watcher.until(() => isTyping(watcher, pharmacist) === false);
  await type(true);
  await watcher.until(() => isTyping(watcher, pharmacist) === true);
  await pharmacist.trpc.messages.send.mutate(text(roomId, 'done'));
  await watcher.until(() => isTyping(watcher, pharmacist) === false);
});

test('typing that is not renewed lapses; renewed it goes on', { timeout: limits.live.typingFor * 3 }, async () => {
  const { patient, pharmacist } = pharmacy;
  const watcher = roomSignals(patient, roomId);
  await watcher.find(() => true);
  const type = () => pharmacist.trpc.rooms.setTyping.mutate({ roomId, typing: true });
  await type();
  await watcher.until(() => isTyping(watcher, pharmacist) === true);
  const renewedAt = Date.now();
  await type();
  await watcher.until(() => isTyping(watcher, pharmacist) === false);
  // timers may fire a little early
  expect(Date.now() - renewedAt).toBeGreaterThan(limits.live.typingFor - 50);
  expect(watcher.values.filter((signal) => signal.type === 'typing')).toHaveLength(2);
});

test('receipts: delivered when the stream took it, read when the mark moved', async () => {
  const { patient, pharmacist } = pharmacy;
  const watcher = roomSignals(pharmacist, roomId);
  const feed = roomFeed(patient, roomId);
  await Promise.all([watcher.find(() => true), feed.find(() => true)]);
  const { seq } = await pharmacist.trpc.messages.send.mutate(text(roomId, 'for you'));
  await watcher.until(() => receiptOf(watcher, patient)?.lastDeliveredSeq === seq);
  expect(receiptOf(watcher, patient)).toEqual({ type: 'receipt', userId: patient.person.id, lastReadSeq: 0, lastDeliveredSeq: seq });
  await patient.trpc.messages.markRead.mutate({ roomId, seq });
  await watcher.until(() => receiptOf(watcher, patient)?.lastReadSeq === seq);
  await patient.trpc.messages.markRead.mutate({ roomId, seq: 1 });
  await pharmacist.trpc.messages.markRead.mutate({ roomId, seq });
  await watcher.until(() => receiptOf(watcher, pharmacist)?.lastReadSeq === seq);
  expect(receiptOf(watcher, patient)?.lastReadSeq).toBe(seq);
  const late = roomSignals(pharmacist, roomId);
  await late.until(() => receiptOf(late, patient)?.lastReadSeq === seq);
  expect(late.values[0]?.type).toBe('viewers');
});

test('an internal note is not delivered to the patient, and their receipt says so', async () => {
  const { patient, pharmacist } = pharmacy;
  const watcher = roomSignals(pharmacist, roomId);
  const feed = roomFeed(patient, roomId);
  await Promise.all([watcher.find(() => true), feed.find(() => true)]);
  const { seq: seen } = await pharmacist.trpc.messages.send.mutate(text(roomId, 'for you'));
  await watcher.until(() => receiptOf(watcher, patient)?.lastDeliveredSeq === seen);
  const hidden = await pharmacist.trpc.messages.send.mutate(note(roomId, 'not for you'));
  const last = await pharmacist.trpc.messages.send.mutate(text(roomId, 'for you again'));
  await watcher.until(() => receiptOf(watcher, patient)?.lastDeliveredSeq === last.seq);
  const delivered = watcher.values.flatMap((signal) =>
    signal.type === 'receipt' && signal.userId === patient.person.id ? [signal.lastDeliveredSeq] : [],
  );
  expect(delivered).not.toContain(hidden.seq);
});
