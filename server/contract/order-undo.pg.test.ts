import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { ChatOrder } from '../../shared/chat-orders.ts';
import { limits } from '../../shared/limits.ts';
import type { OrderStatus } from '../../shared/order-status.ts';
import { openPharmacy, type TestPharmacy } from '../testing/pharmacy.ts';
import { refusalOf } from '../testing/refusal.ts';
import { newOrder } from '../testing/requests.ts';
import { runAsSuperuser } from '../testing/superuser.ts';
import { startTestApp, type TestApp, type TestClient } from '../testing/test-app.ts';

let app: TestApp;
let pharmacy: TestPharmacy;
let order: ChatOrder;

beforeAll(async () => {
  app = await startTestApp();
  pharmacy = await openPharmacy(app);
});
afterAll(() => app[Symbol.asyncDispose]());
beforeEach(async () => {
  order = await newOrder(pharmacy.patient, { items: [{ name: 'Cetirizine', quantity: 20 }] });
});

async function step({ trpc }: TestClient, status: OrderStatus, reason?: string): Promise<ChatOrder> {
  const { roomId } = order;
  const { version: expectedVersion } = await trpc.chatOrders.get.query({ roomId });
  return trpc.chatOrders.setStatus.mutate({ roomId, status, expectedVersion, ...(reason !== undefined && { reason }) });
}
const onwards = async (client: TestClient, ...statuses: OrderStatus[]): Promise<void> => {
  for (const status of statuses) await step(client, status, 'because');
};
const history = () => pharmacy.pharmacist.trpc.chatOrders.history.query({ roomId: order.roomId });
/** Makes what happened to the order older. */
const letPass = (milliseconds: number) =>
  runAsSuperuser(app.databaseUrl, `update order_change set at = at - $2 * interval '1 ms' where room_id = $1`, [order.roomId, milliseconds]);

const toReady = ['in_review', 'confirmed', 'preparing', 'ready'] as const;

test.each([
  [['in_review'], 'requested'],
  [['in_review', 'confirmed'], 'in_review'],
  [toReady, 'preparing'],
  [[...toReady, 'completed'], 'ready'],
  [['in_review', 'cancelled'], 'in_review'],
  [[...toReady, 'rejected'], 'ready'],
] as const)('after %s who took the last step takes it back at once without a reason', async (steps, back) => {
  await onwards(pharmacy.pharmacist, ...steps);
  expect(await step(pharmacy.pharmacist, back)).toMatchObject({ status: back });
  expect((await history())[0]).toMatchObject({ kind: 'status_changed', actor: { name: 'Lena Fischer' }, from: steps.at(-1), to: back, reason: null });
});

test('later, and for colleagues, a step back takes a reason, which the history keeps and the patient is not told', async () => {
  await onwards(pharmacy.pharmacist, ...toReady);
  expect(await refusalOf(step(pharmacy.technician, 'preparing'))).toMatchObject({ reason: 'BAD_INPUT', issues: [{ path: 'reason' }] });
  await letPass(limits.order.undoWithin);
  for (const reason of [undefined, '', ' \u200b'])
    expect(await refusalOf(step(pharmacy.pharmacist, 'preparing', reason))).toMatchObject({ reason: 'BAD_INPUT', issues: [{ path: 'reason' }] });
  expect(await step(pharmacy.technician, 'preparing', 'One box is missing')).toMatchObject({ status: 'preparing' });
  expect((await history())[0]).toMatchObject({ actor: { name: 'Tom Okafor' }, from: 'ready', to: 'preparing', reason: 'One box is missing' });
  const { items } = await pharmacy.patient.trpc.notifications.list.query({});
  expect(items[0]).toMatchObject({ type: 'order.status_changed', title: 'Correction: Your order is being prepared.', body: 'Cetirizine' });
  expect(JSON.stringify(items)).not.toContain('One box is missing');
});

test('what was called off comes back only by the hand that did it, and only at once', async () => {
  await onwards(pharmacy.pharmacist, 'in_review', 'rejected');
  for (const client of [pharmacy.technician, pharmacy.patient]) expect(await refusalOf(step(client, 'in_review', 'because'))).toMatchObject({ code: client === pharmacy.patient ? 'FORBIDDEN' : 'CONFLICT' });
  expect(await refusalOf(step(pharmacy.pharmacist, 'requested', 'because'))).toMatchObject({ reason: 'INVALID_TRANSITION' });
  await letPass(limits.order.undoWithin);
  expect(await refusalOf(step(pharmacy.pharmacist, 'in_review', 'because'))).toMatchObject({ reason: 'INVALID_TRANSITION' });
});

test('staff do not undo what the patient called off, nor after anything else has happened to the order', async () => {
  await onwards(pharmacy.pharmacist, 'in_review');
  await onwards(pharmacy.patient, 'cancelled');
  expect(await refusalOf(step(pharmacy.pharmacist, 'in_review', 'because'))).toMatchObject({ reason: 'INVALID_TRANSITION' });

  order = await newOrder(pharmacy.patient, { items: [{ name: 'Cetirizine', quantity: 20 }] });
  await onwards(pharmacy.pharmacist, 'in_review');
  await pharmacy.pharmacist.trpc.chatOrders.claim.mutate({ roomId: order.roomId });
  expect(await refusalOf(step(pharmacy.pharmacist, 'requested'))).toMatchObject({ reason: 'BAD_INPUT' });
  expect(await refusalOf(step(pharmacy.technician, 'requested', 'because'))).toMatchObject({ reason: 'ALREADY_CLAIMED' });
});

test('an undo is no way to take it onwards again, and a stale one changes nothing', async () => {
  await onwards(pharmacy.pharmacist, ...toReady);
  const { roomId, version } = await step(pharmacy.pharmacist, 'preparing');
  await pharmacy.pharmacist.trpc.chatOrders.setItems.mutate({ roomId, items: [], expectedVersion: version });
  expect(await refusalOf(step(pharmacy.pharmacist, 'ready'))).toMatchObject({ reason: 'ITEMS_MISSING' });
  const undo = { roomId, status: 'confirmed', reason: 'because' } as const;
  expect(await refusalOf(pharmacy.pharmacist.trpc.chatOrders.setStatus.mutate({ ...undo, expectedVersion: version }))).toMatchObject({ reason: 'STALE_VERSION' });
});

test('a completed order that goes back is open again, for the queue and for its patient', async () => {
  await onwards(pharmacy.pharmacist, ...toReady, 'completed');
  await step(pharmacy.pharmacist, 'ready', 'It is still on the shelf');
  const { items } = await pharmacy.pharmacist.trpc.chatOrders.list.query({ queue: 'all' });
  expect(items.map(({ roomId }) => roomId)).toContain(order.roomId);
  expect(await pharmacy.pharmacist.trpc.chatOrders.claim.mutate({ roomId: order.roomId })).toMatchObject({ status: 'ready' });
});
