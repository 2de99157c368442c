import { afterAll, beforeAll, expect, test } from 'vitest';
import { dropSocket } from '../testing/drop-socket.ts';
import { inboxFeed, roomFeed, roomSignals } from '../testing/feeds.ts';
import { openPharmacy, type TestPharmacy } from '../testing/pharmacy.ts';
import { refusalOf } from '../testing/refusal.ts';
import { newOrder, note, text } from '../testing/requests.ts';
import { startTestApp, type TestApp } from '../testing/test-app.ts';

let app: TestApp;
let pharmacy: TestPharmacy;

beforeAll(async () => {
  app = await startTestApp();
  pharmacy = await openPharmacy(app);
});
afterAll(() => app[Symbol.asyncDispose]());

const secret = 'ZEBRA-7-SUSPECTED-DIVERSION';

test('an internal note reaches staff, and its patient by no path', async () => {
  const { patient, pharmacist, technician } = pharmacy;
  const { roomId } = await newOrder(patient, { note: 'hello' });
  const place = (await roomFeed(patient, roomId).find(() => true)).id;
  const live = roomFeed(patient, roomId);
  const inbox = inboxFeed(patient);
  const signals = roomSignals(patient, roomId);
  const colleague = roomFeed(technician, roomId);
  await Promise.all([live, inbox, signals, colleague].map((feed) => feed.until(() => feed.values.length > 0)));

  const hidden = await pharmacist.trpc.messages.send.mutate(note(roomId, secret));
  await technician.trpc.chatOrders.claim.mutate({ roomId });
  await pharmacist.trpc.chatOrders.claim.mutate({ roomId, takeOver: { reason: secret } });
  await colleague.find(({ data }) => data.type === 'message.created' && data.message.content === secret);

  const { seq } = await pharmacist.trpc.messages.send.mutate(text(roomId, 'the end'));
  await live.find(({ data }) => data.seq === seq);
  await inbox.find((event) => event.type === 'inbox.changed' && event.summary.lastMessage?.content === 'the end');
  dropSocket(patient);
  const { seq: later } = await pharmacist.trpc.messages.send.mutate(text(roomId, 'after the cut'));
  await live.find(({ data }) => data.seq === later);
  const replay = roomFeed(patient, roomId, place);
  await replay.find(({ data }) => data.seq === later);

  await pharmacist.trpc.messages.send.mutate(note(roomId, secret));
  const answers = [
    await patient.trpc.messages.list.query({ roomId }),
    await patient.trpc.messages.list.query({ roomId, before: hidden.seq + 1 }),
    await patient.trpc.chatOrders.get.query({ roomId }),
    await patient.trpc.chatOrders.list.query({}),
    await patient.trpc.messages.markRead.mutate({ roomId, seq: 1_000 }),
    await patient.trpc.messages.send.mutate(text(roomId, 'thanks')),
  ];
  const everything = JSON.stringify([answers, ...[live, inbox, signals, replay].map(({ values }) => values)]);
  expect(everything).not.toContain(secret);
  expect(everything).not.toContain('"staff"');
  expect(everything).not.toContain(hidden.id);
});

test('the list a patient sees is the conversation without notes: last message, unread, search', async () => {
  const { patient, pharmacist } = pharmacy;
  const { roomId } = await newOrder(patient, { note: 'visible' });
  await pharmacist.trpc.messages.send.mutate(note(roomId, secret));
  const own = async (search?: string) => (await patient.trpc.chatOrders.list.query({ search })).items.filter((item) => item.roomId === roomId);
  expect(await own()).toMatchObject([{ unread: 0, lastMessage: { content: 'visible' } }]);
  expect(await own('ZEBRA')).toEqual([]);
  const theirs = await pharmacist.trpc.chatOrders.list.query({ search: 'ZEBRA' });
  expect(theirs.items.map((item) => item.roomId)).toContain(roomId);
  expect(theirs.items.find((item) => item.roomId === roomId)).toMatchObject({ lastMessage: { content: secret, visibility: 'staff' } });
});

test('a patient’s unread total does not move for a note', async () => {
  const { patient, pharmacist } = pharmacy;
  const { roomId } = await newOrder(patient);
  const inbox = inboxFeed(patient);
  await inbox.find(() => true);
  const totals = () => inbox.values.flatMap((event) => (event.type === 'inbox.unread' ? [event.total] : []));
  const before = totals()[0]!;
  await pharmacist.trpc.messages.send.mutate(note(roomId, secret));
  await pharmacist.trpc.messages.send.mutate(text(roomId, 'hello'));
  await inbox.until(() => totals().at(-1) === before + 1);
  expect(Math.max(...totals())).toBe(before + 1);
});

test('a patient writes no notes and reads no history', async () => {
  const { patient } = pharmacy;
  const { roomId } = await newOrder(patient);
  expect(await refusalOf(patient.trpc.messages.send.mutate(note(roomId, 'mine')))).toMatchObject({ code: 'FORBIDDEN', reason: 'ROLE_NOT_ALLOWED' });
  expect(await refusalOf(patient.trpc.chatOrders.history.query({ roomId }))).toMatchObject({ reason: 'ROLE_NOT_ALLOWED' });
});

test('a page of history is full for a patient although notes lie between', async () => {
  const { patient, pharmacist } = pharmacy;
  const { roomId } = await newOrder(patient);
  for (const n of [1, 2, 3]) {
    await pharmacist.trpc.messages.send.mutate(text(roomId, `${n}`));
    await pharmacist.trpc.messages.send.mutate(note(roomId, secret));
  }
  const page = await patient.trpc.messages.list.query({ roomId, limit: 2 });
  expect(page).toMatchObject({ items: [{ content: '2' }, { content: '3' }], hasMore: true });
});
