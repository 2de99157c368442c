import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { newId } from '../../shared/ids.ts';
import type { Notification } from '../../shared/notifications.ts';
import { collect } from '../testing/collect.ts';
import { notificationFeed, presenceFeed } from '../testing/feeds.ts';
import { openPharmacy } from '../testing/pharmacy.ts';
import { newOrder } from '../testing/requests.ts';
import { startTestApp, type TestApp, type TestClient } from '../testing/test-app.ts';

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp({ escalation: { settleFor: 0 } });
});
afterAll(() => app[Symbol.asyncDispose]());

const write = ({ trpc }: TestClient, roomId: string, content: string, more: { priority?: 'urgent'; visibility?: 'staff' } = {}) =>
  trpc.messages.send.mutate({ roomId, clientMessageId: newId(), content, messageType: 'text', ...more });
const told = async ({ trpc }: TestClient, roomId: string): Promise<Notification[]> =>
  (await trpc.notifications.list.query({})).items.filter(({ entity }) => entity?.id === roomId);
const titles = async (client: TestClient, roomId: string): Promise<string[]> => (await told(client, roomId)).map(({ title }) => title);
const unread = async (client: TestClient, roomId: string) => (await told(client, roomId)).filter(({ readAt }) => readAt === null).length;
async function atScreen(client: TestClient): Promise<void> {
  await presenceFeed(client).find(() => true);
}

test('a new order calls those on duty, else those at a screen, else everyone; the one that staff opens is told to its patient', async () => {
  const { pharmacist, technician, patient } = await openPharmacy(app);
  const everyone = await newOrder(patient, { items: [{ name: 'Metformin', strength: '500 mg', quantity: 60, directions: '' }], note: 'Please by noon' });
  expect(await told(pharmacist, everyone.roomId)).toMatchObject([
    { type: 'order.created', title: 'A patient sent a new order', body: 'Maria Alvarez: Metformin. Please by noon', entity: { kind: 'chat_order' } },
  ]);
  expect(await titles(technician, everyone.roomId)).toHaveLength(1);
  expect(await titles(patient, everyone.roomId)).toEqual([]);

  await atScreen(technician);
  const atScreens = await newOrder(patient);
  expect([await unread(technician, atScreens.roomId), await unread(pharmacist, atScreens.roomId)]).toEqual([1, 0]);

  await pharmacist.trpc.presence.setOnDuty.mutate({ onDuty: true });
  const onDuty = await newOrder(patient);
  expect([await unread(technician, onDuty.roomId), await unread(pharmacist, onDuty.roomId)]).toEqual([0, 1]);

  const own = await pharmacist.trpc.chatOrders.create.mutate({ clientOrderId: newId(), patientId: everyone.patient.id });
  expect(await titles(patient, own.roomId)).toEqual(['Your pharmacy opened an order for you']);
});

test('a message calls whoever holds the order, once for a burst; an answer calls the patient; reading ends both', async () => {
  const { pharmacist, technician, patient } = await openPharmacy(app);
  const { roomId } = await newOrder(patient);
  await pharmacist.trpc.chatOrders.claim.mutate({ roomId });
  await pharmacist.trpc.notifications.markAllRead.mutate({});
  const feed = notificationFeed(pharmacist);
  for (const content of ['one', 'two', 'three']) await write(patient, roomId, content);
  const created = await feed.find(({ data }) => data.type === 'notification.created');
  expect(created.data).toMatchObject({ notification: { type: 'message.received', title: 'A patient wrote to you' }, channels: ['in_app', 'browser', 'sound'] });
  await write(patient, roomId, 'four');
  await write(pharmacist, roomId, 'On it');
  await vi.waitFor(async () => expect(await titles(patient, roomId)).toEqual(['Your pharmacy wrote to you']));
  expect(await unread(pharmacist, roomId)).toBe(1);
  expect(await titles(technician, roomId)).toEqual(['A patient sent a new order']);

  await pharmacist.trpc.messages.markRead.mutate({ roomId, seq: 100 });
  await patient.trpc.messages.markRead.mutate({ roomId, seq: 100 });
  for (const client of [pharmacist, patient]) await vi.waitFor(async () => expect(await unread(client, roomId)).toBe(0));
  await write(patient, roomId, 'five');
  await vi.waitFor(async () => expect(await unread(pharmacist, roomId)).toBe(1));
});

test('a note is told to who holds the order, and never to the patient', async () => {
  const { pharmacist, technician, patient } = await openPharmacy(app);
  const { roomId } = await newOrder(patient);
  await pharmacist.trpc.chatOrders.claim.mutate({ roomId });
  await pharmacist.trpc.notifications.markAllRead.mutate({});
  await write(technician, roomId, 'Allergy?', { visibility: 'staff' });
  await vi.waitFor(async () => expect(await unread(pharmacist, roomId)).toBe(1));
  expect((await titles(pharmacist, roomId))[0]).toMatch(/left a note on your order$/);
  expect(await titles(patient, roomId)).toEqual([]);
});

test('an urgent message calls those on call beside the holder, however much is unread', async () => {
  const { pharmacist, technician, patient } = await openPharmacy(app);
  const { roomId } = await newOrder(patient);
  await pharmacist.trpc.chatOrders.claim.mutate({ roomId });
  await technician.trpc.presence.setOnDuty.mutate({ onDuty: true });
  await write(patient, roomId, 'soon');
  await vi.waitFor(async () => expect(await titles(pharmacist, roomId)).toContain('A patient sent a new order'));
  await write(patient, roomId, 'My lips are swelling', { priority: 'urgent' });
  for (const client of [pharmacist, technician])
    await vi.waitFor(async () => expect((await titles(client, roomId))[0]).toBe('Urgent: A patient wrote to you'));
});

test('who looks at the conversation and reads it is not called; who has it open and does not read it is', async () => {
  const { pharmacist, patient } = await openPharmacy(app);
  const { roomId } = await newOrder(patient);
  await pharmacist.trpc.chatOrders.claim.mutate({ roomId });
  await pharmacist.trpc.notifications.markAllRead.mutate({});
  const signals = collect<unknown>((observer) => pharmacist.trpc.rooms.signals.subscribe({ roomId }, observer));
  await signals.find(() => true);
  const feed = notificationFeed(pharmacist);
  const first = await write(patient, roomId, 'read at once');
  await pharmacist.trpc.messages.markRead.mutate({ roomId, seq: first.seq });
  await write(patient, roomId, 'nobody reads this');
  const created = await feed.find(({ data }) => data.type === 'notification.created');
  expect(created.data).toMatchObject({ notification: { body: 'Maria Alvarez: nobody reads this' } });
  expect(feed.values.filter(({ data }) => data.type === 'notification.created')).toHaveLength(1);
});

test('what is written to a patient beside the colleague who holds the order is marked; notes, answers and the holder are not', async () => {
  const { pharmacist, technician, patient } = await openPharmacy(app);
  const { roomId } = await newOrder(patient);
  const isAside = async (client: TestClient, more = {}) => (await write(client, roomId, 'x', more)).asideOfClaim === true;
  expect(await isAside(technician)).toBe(false);
  await pharmacist.trpc.chatOrders.claim.mutate({ roomId });
  expect([await isAside(technician), await isAside(technician, { visibility: 'staff' }), await isAside(pharmacist), await isAside(patient)]).toEqual([true, false, false, false]);
  const { items } = await pharmacist.trpc.messages.list.query({ roomId });
  expect(items.filter(({ asideOfClaim }) => asideOfClaim).map(({ sender }) => sender.id)).toEqual([technician.person.id]);
});
