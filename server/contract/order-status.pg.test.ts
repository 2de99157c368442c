import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { ChatOrder } from '../../shared/chat-orders.ts';
import { nextStatuses, orderStatuses, patientMayCancel, previousStatus, type OrderStatus } from '../../shared/order-status.ts';
import { openPharmacy, type TestPharmacy } from '../testing/pharmacy.ts';
import { refusalOf } from '../testing/refusal.ts';
import { newOrder } from '../testing/requests.ts';
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

/** Puts the order into this status, whatever led there. */
const putInto = (status: OrderStatus) =>
  app.db.withTenant(pharmacy.tenantId, (trx) =>
    trx.updateTable('chat_order').set({ status, version: 1 }).where('room_id', '=', order.roomId).execute(),
  );
const setStatus = ({ trpc }: TestClient, status: OrderStatus, fields: { reason?: string; expectedVersion?: number } = {}) =>
  trpc.chatOrders.setStatus.mutate({ roomId: order.roomId, status, expectedVersion: 1, reason: 'because', ...fields });

test('the table of steps is the contract’s', () => {
  const open: OrderStatus[] = ['requested', 'in_review', 'awaiting_patient', 'confirmed', 'preparing', 'ready'];
  const forward = ['requested>in_review', 'in_review>confirmed', 'confirmed>preparing', 'preparing>ready', 'ready>completed'];
  const steps = [...forward, 'in_review>awaiting_patient', 'awaiting_patient>in_review'];
  const off = open.flatMap((status) => [`${status}>cancelled`, `${status}>rejected`]);
  const table = orderStatuses.flatMap((from) => nextStatuses(from).map((to) => `${from}>${to}`));
  expect(table.toSorted()).toEqual([...steps, ...off].toSorted());
});

test.each(orderStatuses)('from %s the legal steps onwards and the one back are taken and every other is refused', async (from) => {
  for (const to of orderStatuses) {
    await putInto(from);
    if (nextStatuses(from).includes(to) || previousStatus(from) === to) {
      expect(await setStatus(pharmacy.pharmacist, to)).toMatchObject({ status: to, version: 2 });
      continue;
    }
    expect(await refusalOf(setStatus(pharmacy.pharmacist, to)), `${from} to ${to}`).toMatchObject({
      code: 'CONFLICT',
      reason: 'INVALID_TRANSITION',
    });
    expect(await pharmacy.pharmacist.trpc.chatOrders.get.query({ roomId: order.roomId })).toMatchObject({ status: from, version: 1 });
  }
});

test('back goes by one step, along the way that the order came', () => {
  const back = orderStatuses.flatMap((from) => (previousStatus(from) ? [`${from}>${previousStatus(from)}`] : []));
  expect(back).toEqual(['in_review>requested', 'confirmed>in_review', 'preparing>confirmed', 'ready>preparing', 'completed>ready']);
});

test.each(['ready', 'completed'] as const)('without items an order does not become %s, and with them it does', async (to) => {
  order = await newOrder(pharmacy.patient, { note: 'My refill please' });
  await putInto(to === 'ready' ? 'preparing' : 'ready');
  expect(await refusalOf(setStatus(pharmacy.pharmacist, to))).toMatchObject({ code: 'CONFLICT', reason: 'ITEMS_MISSING' });
  const items = [{ name: 'Metformin', quantity: 90 }];
  const { version } = await pharmacy.pharmacist.trpc.chatOrders.setItems.mutate({ roomId: order.roomId, items, expectedVersion: 1 });
  expect(await setStatus(pharmacy.pharmacist, to, { expectedVersion: version })).toMatchObject({ status: to });
});

test('an order without items can still be called off', async () => {
  order = await newOrder(pharmacy.patient, { note: 'My refill please' });
  await putInto('preparing');
  expect(await setStatus(pharmacy.pharmacist, 'rejected')).toMatchObject({ status: 'rejected' });
});

test.each(orderStatuses)('from %s a patient calls their own order off in time, and does nothing else', async (from) => {
  const { patient, otherPatient } = pharmacy;
  for (const to of orderStatuses.filter((status) => status !== 'cancelled')) {
    await putInto(from);
    expect(await refusalOf(setStatus(patient, to))).toMatchObject({ code: 'FORBIDDEN', reason: 'ROLE_NOT_ALLOWED' });
  }
  expect(await refusalOf(setStatus(otherPatient, 'cancelled'))).toMatchObject({ reason: 'NOT_FOUND' });
  if (patientMayCancel(from)) expect(await setStatus(patient, 'cancelled')).toMatchObject({ status: 'cancelled' });
  else expect(await refusalOf(setStatus(patient, 'cancelled'))).toMatchObject({ reason: 'INVALID_TRANSITION' });
});

test('a patient may cancel what staff hold, and needs no reason', async () => {
  const { version } = await pharmacy.pharmacist.trpc.chatOrders.claim.mutate({ roomId: order.roomId });
  const input = { roomId: order.roomId, status: 'cancelled', expectedVersion: version } as const;
  expect(await pharmacy.patient.trpc.chatOrders.setStatus.mutate(input)).toMatchObject({ status: 'cancelled' });
});

test.each(['cancelled', 'rejected'] as const)('staff say why an order is %s', async (status) => {
  for (const reason of ['', '  ', '\u2060'])
    expect(await refusalOf(setStatus(pharmacy.pharmacist, status, { reason }))).toMatchObject({ reason: 'BAD_INPUT', issues: [{ path: 'reason' }] });
  await setStatus(pharmacy.pharmacist, status, { reason: 'Duplicate' });
  const [change] = await pharmacy.pharmacist.trpc.chatOrders.history.query({ roomId: order.roomId });
  expect(change).toMatchObject({ kind: 'status_changed', from: 'requested', to: status, reason: 'Duplicate' });
});

test('a step on a version that is not the newest is refused; of two at once one is taken', async () => {
  expect(await refusalOf(setStatus(pharmacy.pharmacist, 'in_review', { expectedVersion: 7 }))).toMatchObject({
    code: 'CONFLICT',
    reason: 'STALE_VERSION',
  });
  const { pharmacist, technician } = pharmacy;
  const results = await Promise.allSettled([setStatus(pharmacist, 'in_review'), setStatus(technician, 'in_review')]);
  const [lost] = results.filter((result) => result.status === 'rejected');
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(await refusalOf(Promise.reject(lost!.reason as Error))).toMatchObject({ reason: 'STALE_VERSION' });
});
