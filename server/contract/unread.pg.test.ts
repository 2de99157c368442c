import { afterAll, beforeAll, expect, test } from 'vitest';
import type { InboxEvent } from '../../shared/inbox.ts';
import { limits } from '../../shared/limits.ts';
import type { Collected } from '../testing/collect.ts';
import { inboxFeed } from '../testing/feeds.ts';
import { fillRoom } from '../testing/fill-room.ts';
import { openPharmacy, type TestPharmacy } from '../testing/pharmacy.ts';
import { newOrder, note, text } from '../testing/requests.ts';
import { startTestApp, type TestApp, type TestClient } from '../testing/test-app.ts';

let app: TestApp;
let pharmacy: TestPharmacy;

beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app[Symbol.asyncDispose]());

const totalOf = (inbox: Collected<InboxEvent>): number | undefined =>
  inbox.values.flatMap((event) => (event.type === 'inbox.unread' ? [event.total] : [])).at(-1);
const countsOf = (inbox: Collected<InboxEvent>) =>
  inbox.values.flatMap((event) => (event.type === 'inbox.unread' ? [event.counts] : [])).at(-1);
const unreadOf = (inbox: Collected<InboxEvent>, roomId: string): number | undefined =>
  inbox.values.flatMap((event) => (event.type === 'inbox.changed' && event.roomId === roomId ? [event.summary.unread] : [])).at(-1);

/** The inbox of one person on two sockets, both started. */
async function twoSockets(client: TestClient): Promise<Collected<InboxEvent>[]> {
  const inboxes = [inboxFeed(client), inboxFeed(await app.signIn(client.person))];
  for (const inbox of inboxes) expect(await inbox.find(() => true)).toMatchObject({ type: 'inbox.unread' });
  return inboxes;
}

test('two sockets of one person agree on what is unread, while it grows and when one of them reads', async () => {
  pharmacy = await openPharmacy(app);
  const { patient, pharmacist } = pharmacy;
  const { roomId } = await newOrder(patient, { note: 'one' });
  const inboxes = await twoSockets(pharmacist);
  expect(inboxes.map(totalOf)).toEqual([1, 1]);
  const { seq } = await patient.trpc.messages.send.mutate(text(roomId, 'two'));
  for (const inbox of inboxes) await inbox.until(() => totalOf(inbox) === 2 && unreadOf(inbox, roomId) === 2);
  expect(await pharmacist.trpc.chatOrders.get.query({ roomId })).toMatchObject({ unread: 2 });
  await pharmacist.trpc.messages.markRead.mutate({ roomId, seq });
  for (const inbox of inboxes) await inbox.until(() => totalOf(inbox) === 0 && unreadOf(inbox, roomId) === 0);
  expect(await pharmacist.trpc.chatOrders.list.query({})).toMatchObject({ items: [{ roomId, unread: 0, lastReadSeq: seq }] });
});

test('what I wrote, and what the system wrote, is not unread for me; one reading does not read for others', async () => {
  pharmacy = await openPharmacy(app);
  const { patient, pharmacist, technician } = pharmacy;
  const { roomId } = await newOrder(patient, { note: 'one' });
  const inbox = inboxFeed(technician);
  await inbox.until(() => totalOf(inbox) === 1);
  const { seq } = await pharmacist.trpc.messages.send.mutate(text(roomId, 'hello'));
  await inbox.until(() => totalOf(inbox) === 2);
  await pharmacist.trpc.messages.markRead.mutate({ roomId, seq });
  expect(await pharmacist.trpc.chatOrders.get.query({ roomId })).toMatchObject({ unread: 0 });
  expect(await technician.trpc.chatOrders.get.query({ roomId })).toMatchObject({ unread: 2 });
  expect(await patient.trpc.chatOrders.get.query({ roomId })).toMatchObject({ unread: 1 });
});

test('an internal note counts for staff and not for the patient', async () => {
  pharmacy = await openPharmacy(app);
  const { patient, pharmacist, technician } = pharmacy;
  const { roomId } = await newOrder(patient);
  const inbox = inboxFeed(technician);
  await inbox.find(() => true);
  await pharmacist.trpc.messages.send.mutate(note(roomId, 'check dose'));
  await inbox.until(() => totalOf(inbox) === 1);
  expect(await patient.trpc.chatOrders.get.query({ roomId })).toMatchObject({ unread: 0 });
});

test('the total counts what is mine or nobody’s; the counters follow every claim', async () => {
  pharmacy = await openPharmacy(app);
  const { patient, pharmacist, technician } = pharmacy;
  const { roomId } = await newOrder(patient, { note: 'one' });
  const [inbox] = await twoSockets(pharmacist);
  expect(countsOf(inbox!)).toEqual({ unassigned: 1, mine: 0, all: 1 });
  await technician.trpc.chatOrders.claim.mutate({ roomId });
  await inbox!.until(() => totalOf(inbox!) === 0);
  expect(countsOf(inbox!)).toEqual({ unassigned: 0, mine: 0, all: 1 });
  await pharmacist.trpc.chatOrders.claim.mutate({ roomId, takeOver: { reason: 'shift' } });
  await inbox!.until(() => totalOf(inbox!) === 1);
  expect(countsOf(inbox!)).toEqual({ unassigned: 0, mine: 1, all: 1 });
  await patient.trpc.chatOrders.setStatus.mutate({ roomId, status: 'cancelled', expectedVersion: 3 });
  await inbox!.until(() => totalOf(inbox!) === 0);
  expect(countsOf(inbox!)).toEqual({ unassigned: 0, mine: 0, all: 0 });
});

test('a new order appears by itself, to the staff and to its patient and to nobody else', async () => {
  pharmacy = await openPharmacy(app);
  const { patient, pharmacist, otherPatient } = pharmacy;
  const inboxes = [pharmacist, patient].map(inboxFeed);
  const stranger = inboxFeed(otherPatient);
  await Promise.all([...inboxes, stranger].map((inbox) => inbox.find(() => true)));
  const { roomId } = await newOrder(patient, { note: 'hello' });
  for (const inbox of inboxes) {
    const event = await inbox.find(({ type }) => type === 'inbox.changed');
    expect(event).toMatchObject({ roomId, summary: { roomId, lastMessage: { content: 'hello' } } });
  }
  const own = await newOrder(otherPatient);
  await stranger.find((event) => event.type === 'inbox.changed' && event.roomId === own.roomId);
  expect(JSON.stringify(stranger.values)).not.toContain(roomId);
});

test('counts end at their cap and fall again', async () => {
  pharmacy = await openPharmacy(app);
  const { patient, pharmacist } = pharmacy;
  const { roomId } = await newOrder(patient);
  const seq = await fillRoom(app, patient.person, roomId, limits.page.unreadCap + 5);
  expect(await pharmacist.trpc.chatOrders.get.query({ roomId })).toMatchObject({ unread: limits.page.unreadCap });
  await pharmacist.trpc.messages.markRead.mutate({ roomId, seq: seq - 2 });
  expect(await pharmacist.trpc.chatOrders.get.query({ roomId })).toMatchObject({ unread: 2 });
});
