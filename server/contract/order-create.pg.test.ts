import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../shared/ids.ts';
import { limits } from '../../shared/limits.ts';
import { openPharmacy, type TestPharmacy } from '../testing/pharmacy.ts';
import { refusalOf } from '../testing/refusal.ts';
import { text } from '../testing/requests.ts';
import { startTestApp, type TestApp } from '../testing/test-app.ts';

let app: TestApp;
let pharmacy: TestPharmacy;

beforeAll(async () => {
  app = await startTestApp();
  pharmacy = await openPharmacy(app);
});
afterAll(() => app[Symbol.asyncDispose]());

const item = { name: 'Metformin', strength: '500 mg', quantity: 60, directions: 'One with each meal' };

test('an order has the promised shape, and what get and list say agrees with it', async () => {
  const { patient, tenantId } = pharmacy;
  const order = await patient.trpc.chatOrders.create.mutate({ clientOrderId: newId(), note: 'refill', items: [item] });
  const { id, name } = { id: patient.person.patientId, name: patient.person.name };
  expect(order).toEqual({
    roomId: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7/) as string,
    tenantId,
    patient: { id, name, dateOfBirth: '1984-03-12' },
    status: 'requested',
    version: 1,
    items: [{ ...item, id: expect.any(String) as string }],
    assignee: null,
    claimedBy: null,
    lastSeq: 3,
    unread: 0,
    lastReadSeq: 0,
    answered: false,
    waitingSince: order.createdAt,
    createdAt: order.createdAt,
    updatedAt: order.createdAt,
  });
  expect(new Date(order.createdAt).toISOString()).toBe(order.createdAt);
  expect(await patient.trpc.chatOrders.get.query({ roomId: order.roomId })).toEqual(order);
  const { items } = await patient.trpc.chatOrders.list.query({});
  const summary = items.find(({ roomId }) => roomId === order.roomId);
  expect(summary).toMatchObject({ status: 'requested', version: 1, items: [{ name: 'Metformin', strength: '500 mg', quantity: 60 }] });
  expect(summary?.lastMessage).toMatchObject({ content: 'refill', senderId: patient.person.id });
});

test('the note is the first message', async () => {
  const { patient } = pharmacy;
  const { roomId } = await patient.trpc.chatOrders.create.mutate({ clientOrderId: newId(), note: '  my refill  ' });
  const { items, hasMore } = await patient.trpc.messages.list.query({ roomId });
  expect(hasMore).toBe(false);
  expect(items).toMatchObject([{ roomId, content: 'my refill', messageType: 'text', visibility: 'everyone', attachments: [] }]);
});

test('staff order for a patient they name; the patient sees it', async () => {
  const { pharmacist, patient } = pharmacy;
  const patientId = patient.person.patientId!;
  const { roomId } = await pharmacist.trpc.chatOrders.create.mutate({ clientOrderId: newId(), patientId });
  expect(await patient.trpc.chatOrders.get.query({ roomId })).toMatchObject({ roomId, patient: { id: patientId } });
});

test('staff who name nobody are told so', async () => {
  const refusal = await refusalOf(pharmacy.pharmacist.trpc.chatOrders.create.mutate({ clientOrderId: newId() }));
  expect(refusal).toMatchObject({ code: 'BAD_REQUEST', reason: 'BAD_INPUT', issues: [{ path: 'patientId' }] });
});

test('nobody orders for a patient who is not theirs', async () => {
  const { pharmacist, patient, otherPatient } = pharmacy;
  const patientId = otherPatient.person.patientId!;
  const missing = { clientOrderId: newId(), patientId: newId() };
  expect(await refusalOf(patient.trpc.chatOrders.create.mutate({ clientOrderId: newId(), patientId }))).toMatchObject({ reason: 'NOT_FOUND' });
  expect(await refusalOf(pharmacist.trpc.chatOrders.create.mutate(missing))).toMatchObject({ reason: 'NOT_FOUND' });
});

test('the same clientOrderId, ten times at once from two windows, is one order', async () => {
  const { patient } = pharmacy;
  const window = await app.signIn(patient.person);
  const input = { clientOrderId: newId(), note: 'once', items: [item] };
  const attempts = Array.from({ length: 10 }, (_, index) => (index % 2 ? patient : window).trpc.chatOrders.create.mutate(input));
  const orders = await Promise.all(attempts);
  expect(new Set(orders.map(({ roomId }) => roomId)).size).toBe(1);
  const roomId = orders[0]!.roomId;
  expect((await patient.trpc.messages.list.query({ roomId })).items).toHaveLength(1);
  expect(await patient.trpc.chatOrders.create.mutate(input)).toEqual(await patient.trpc.chatOrders.get.query({ roomId }));
});

test('two people may happen on the same clientOrderId', async () => {
  const { patient, otherPatient } = pharmacy;
  const input = { clientOrderId: newId() };
  const [one, other] = [await patient.trpc.chatOrders.create.mutate(input), await otherPatient.trpc.chatOrders.create.mutate(input)];
  expect(other.roomId).not.toBe(one.roomId);
});

test('a clientOrderId that already names a message of the sender is refused, not a fault', async () => {
  const { patient } = pharmacy;
  const { roomId } = await patient.trpc.chatOrders.create.mutate({ clientOrderId: newId() });
  const sent = await patient.trpc.messages.send.mutate(text(roomId, 'first'));
  const attempt = patient.trpc.chatOrders.create.mutate({ clientOrderId: sent.clientMessageId, note: 'second' });
  expect(await refusalOf(attempt)).toMatchObject({ code: 'CONFLICT', reason: 'ID_REUSED' });
});

test.each([
  ['not an id', { clientOrderId: 'x' }, 'clientOrderId'],
  ['an unknown field', { clientOrderId: newId(), price: 1 }, ''],
  ['a note that is too long', { clientOrderId: newId(), note: 'x'.repeat(limits.text.note + 1) }, 'note'],
  ['a quantity of nothing', { clientOrderId: newId(), items: [{ ...item, quantity: 0 }] }, 'items.0.quantity'],
  ['half a unit', { clientOrderId: newId(), items: [{ ...item, quantity: 0.5 }] }, 'items.0.quantity'],
  ['too many items', { clientOrderId: newId(), items: Array.from({ length: limits.order.items + 1 }, () => item) }, 'items'],
  ['text that cannot be stored', { clientOrderId: newId(), note: 'a\0b' }, 'note'],
])('%s is bad input that names the field and never the value', async (_, input, path) => {
  const refusal = await refusalOf(pharmacy.patient.trpc.chatOrders.create.mutate(input));
  expect(refusal).toMatchObject({ code: 'BAD_REQUEST', httpStatus: 400, path: 'chatOrders.create', reason: 'BAD_INPUT' });
  expect(refusal.issues?.map((issue) => issue.path)).toContain(path);
  expect(JSON.stringify(refusal)).not.toContain('xxx');
});
