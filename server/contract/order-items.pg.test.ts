import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { ChatOrder, OrderItemInput } from '../../shared/chat-orders.ts';
import { newId } from '../../shared/ids.ts';
import { roomFeed } from '../testing/feeds.ts';
import { openPharmacy, type TestPharmacy } from '../testing/pharmacy.ts';
import { refusalOf } from '../testing/refusal.ts';
import { newOrder } from '../testing/requests.ts';
import { startTestApp, type TestApp } from '../testing/test-app.ts';

let app: TestApp;
let pharmacy: TestPharmacy;
let order: ChatOrder;

beforeAll(async () => {
  app = await startTestApp();
  pharmacy = await openPharmacy(app);
});
afterAll(() => app[Symbol.asyncDispose]());
beforeEach(async () => {
  order = await newOrder(pharmacy.patient, { items: [{ name: 'Metformin', quantity: 60 }] });
});

const setItems = (items: OrderItemInput[], expectedVersion = 1) =>
  pharmacy.pharmacist.trpc.chatOrders.setItems.mutate({ roomId: order.roomId, items, expectedVersion });

test('items are replaced, in the order given; one that names its id stays the same item', async () => {
  const feed = roomFeed(pharmacy.patient, order.roomId);
  await feed.find(() => true);
  const kept = order.items[0]!;
  const changed = await setItems([{ name: 'Aspirin', strength: '100 mg', quantity: 30, directions: 'Daily' }, { ...kept, quantity: 90 }]);
  expect(changed.version).toBe(2);
  expect(changed.items).toEqual([
    { id: expect.any(String) as string, name: 'Aspirin', strength: '100 mg', quantity: 30, directions: 'Daily' },
    { ...kept, quantity: 90 },
  ]);
  const { data } = await feed.find(({ data: event }) => event.type === 'order.updated');
  expect(data).toMatchObject({ order: { items: changed.items, version: 2 } });
  expect((await setItems([], 2)).items).toEqual([]);
});

test('an edit of an older version is refused and changes nothing', async () => {
  await setItems([{ name: 'Aspirin', quantity: 1 }]);
  expect(await refusalOf(setItems([{ name: 'Ibuprofen', quantity: 1 }]))).toMatchObject({ code: 'CONFLICT', reason: 'STALE_VERSION' });
  const { items } = await pharmacy.pharmacist.trpc.chatOrders.get.query({ roomId: order.roomId });
  expect(items).toMatchObject([{ name: 'Aspirin' }]);
});

test('of ten edits at once one is taken and the others are stale', async () => {
  const results = await Promise.allSettled(Array.from({ length: 10 }, (_, index) => setItems([{ name: `Edit ${index}`, quantity: 1 }])));
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const result of results)
    if (result.status === 'rejected')
      expect(await refusalOf(Promise.reject(result.reason as Error))).toMatchObject({ reason: 'STALE_VERSION' });
});

test('the same item twice is bad input', async () => {
  const twice = { id: newId(), name: 'Aspirin', quantity: 1 };
  expect(await refusalOf(setItems([twice, twice]))).toMatchObject({ reason: 'BAD_INPUT', issues: [{ path: 'items' }] });
});

test('an item of another order stays what it is there', async () => {
  const other = await newOrder(pharmacy.otherPatient, { items: [{ name: 'Insulin', quantity: 1 }] });
  await setItems([{ id: other.items[0]!.id, name: 'Aspirin', quantity: 1 }]);
  expect(await pharmacy.otherPatient.trpc.chatOrders.get.query({ roomId: other.roomId })).toMatchObject({ items: other.items });
});

test('a patient does not edit items, and nobody edits a closed order', async () => {
  const input = { roomId: order.roomId, items: [], expectedVersion: 1 };
  expect(await refusalOf(pharmacy.patient.trpc.chatOrders.setItems.mutate(input))).toMatchObject({ code: 'FORBIDDEN', reason: 'ROLE_NOT_ALLOWED' });
  await pharmacy.patient.trpc.chatOrders.setStatus.mutate({ roomId: order.roomId, status: 'cancelled', expectedVersion: 1 });
  expect(await refusalOf(setItems([], 2))).toMatchObject({ reason: 'ORDER_CLOSED' });
});

test('the history says who did what when, newest first', async () => {
  const { pharmacist, patient } = pharmacy;
  await setItems([{ name: 'Aspirin', quantity: 1 }]);
  await pharmacist.trpc.chatOrders.claim.mutate({ roomId: order.roomId });
  await pharmacist.trpc.chatOrders.setStatus.mutate({ roomId: order.roomId, status: 'in_review', expectedVersion: 3 });
  const history = await pharmacist.trpc.chatOrders.history.query({ roomId: order.roomId });
  expect(history.map(({ kind }) => kind)).toEqual(['status_changed', 'claimed', 'items_changed', 'created']);
  expect(history.map(({ actor }) => actor.name)).toEqual([...Array<string>(3).fill(pharmacist.person.name), patient.person.name]);
  expect(history.map(({ at }) => at)).toEqual(history.map(({ at }) => at).toSorted().toReversed());
});
