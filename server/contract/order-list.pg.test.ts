import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ChatOrder } from '../../shared/chat-orders.ts';
import { openPharmacy, type TestPharmacy } from '../testing/pharmacy.ts';
import { refusalOf } from '../testing/refusal.ts';
import { newOrder, note, text } from '../testing/requests.ts';
import { startTestApp, type TestApp, type TestClient } from '../testing/test-app.ts';

let app: TestApp;
let pharmacy: TestPharmacy;

beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app[Symbol.asyncDispose]());

type ListInput = Parameters<TestClient['trpc']['chatOrders']['list']['query']>[0];
const list = async ({ trpc }: TestClient, input: ListInput = {}): Promise<string[]> =>
  (await trpc.chatOrders.list.query(input)).items.map(({ roomId }) => roomId);

async function orders(count: number): Promise<ChatOrder[]> {
  pharmacy = await openPharmacy(app);
  const made: ChatOrder[] = [];
  for (let n = 0; n < count; n++) made.push(await newOrder(pharmacy.patient));
  return made;
}

test('queues: nobody’s, mine, everyone’s', async () => {
  const [free, mine, theirs] = (await orders(3)).map(({ roomId }) => roomId) as [string, string, string];
  const { pharmacist, technician } = pharmacy;
  await pharmacist.trpc.chatOrders.claim.mutate({ roomId: mine });
  await technician.trpc.chatOrders.claim.mutate({ roomId: theirs });
  expect(await list(pharmacist, { queue: 'unassigned' })).toEqual([free]);
  expect(await list(pharmacist, { queue: 'mine' })).toEqual([mine]);
  expect(await list(technician, { queue: 'mine' })).toEqual([theirs]);
  for (const queue of ['all', undefined] as const) expect((await list(pharmacist, { queue })).toSorted()).toEqual([free, mine, theirs].toSorted());
});

test('closed orders show when asked for, to their patient always', async () => {
  const [open, closed] = (await orders(2)) as [ChatOrder, ChatOrder];
  const { patient, pharmacist, otherPatient } = pharmacy;
  await patient.trpc.chatOrders.setStatus.mutate({ roomId: closed.roomId, status: 'cancelled', expectedVersion: closed.version });
  expect(await list(pharmacist)).toEqual([open.roomId]);
  expect(await list(pharmacist, { status: ['cancelled'] })).toEqual([closed.roomId]);
  expect(await list(pharmacist, { status: ['cancelled', 'requested'] })).toHaveLength(2);
  expect(await list(pharmacist, { status: ['ready'] })).toEqual([]);
  expect(await list(patient)).toHaveLength(2);
  expect(await list(otherPatient)).toEqual([]);
});

test('longest waiting first; an answer moves an order behind those still waiting, a question back', async () => {
  const [first, second, third] = (await orders(3)).map(({ roomId }) => roomId) as [string, string, string];
  const { patient, pharmacist } = pharmacy;
  expect(await list(pharmacist)).toEqual([first, second, third]);
  await pharmacist.trpc.messages.send.mutate(text(first, 'on it'));
  expect(await list(pharmacist)).toEqual([second, third, first]);
  await patient.trpc.messages.send.mutate(text(second, 'hello?'));
  expect(await list(pharmacist)).toEqual([second, third, first]);
  await pharmacist.trpc.messages.send.mutate(note(second, 'not an answer'));
  expect(await list(pharmacist)).toEqual([second, third, first]);
  await patient.trpc.messages.send.mutate(text(first, 'thank you'));
  expect(await list(pharmacist)).toEqual([second, third, first]);
  expect(await pharmacist.trpc.chatOrders.get.query({ roomId: first })).toMatchObject({ answered: false });
});

test('pages hold every order once', async () => {
  const made = (await orders(7)).map(({ roomId }) => roomId);
  // moments alike, so that only the last part of the order tells them apart
  const at = new Date();
  await app.db.withTenant(pharmacy.tenantId, (trx) => trx.updateTable('chat_order').set({ waiting_since: at }).execute());
  const read: string[] = [];
  let cursor: string | null = null;
  do {
    const page = await pharmacy.pharmacist.trpc.chatOrders.list.query({ limit: 3, cursor });
    read.push(...page.items.map(({ roomId }) => roomId));
    cursor = page.nextCursor;
  } while (cursor);
  expect(read).toEqual(made.toSorted());
});

test('search finds patient, item and text, and takes every character for itself', async () => {
  const [percent, underscore, backslash, plain] = (await orders(4)) as [ChatOrder, ChatOrder, ChatOrder, ChatOrder];
  const { patient, pharmacist, otherPatient } = pharmacy;
  await patient.trpc.messages.send.mutate(text(percent.roomId, 'the 5% cream'));
  await patient.trpc.messages.send.mutate(text(underscore.roomId, 'user_name'));
  await patient.trpc.messages.send.mutate(text(backslash.roomId, String.raw`a\b`));
  await pharmacist.trpc.chatOrders.setItems.mutate({ roomId: plain.roomId, items: [{ name: 'Metformin', quantity: 1 }], expectedVersion: 1 });
  const others = await newOrder(otherPatient);
  const found = (search: string) => list(pharmacist, { search });
  expect(await found('%')).toEqual([percent.roomId]);
  expect(await found('_')).toEqual([underscore.roomId]);
  expect(await found('\\')).toEqual([backslash.roomId]);
  expect(await found('METFOR')).toEqual([plain.roomId]);
  expect(await found('haddad')).toEqual([others.roomId]);
  expect(await found('maria')).toHaveLength(4);
  expect(await found(`'; drop table message; --`)).toEqual([]);
  expect(await found('  ')).toHaveLength(5);
});

test('a cursor that is not one of the list’s is bad input', async () => {
  await orders(0);
  const forged = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const cursors = ['nonsense', '', forged([1, 2, 3]), forged(null), forged([true, '9999-99-99T99:99:99.999Z', '-'.repeat(36)]), 'x'.repeat(300)];
  for (const cursor of cursors.filter(Boolean))
    expect(await refusalOf(list(pharmacy.pharmacist, { cursor })), cursor).toMatchObject({ reason: 'BAD_INPUT', issues: [{ path: 'cursor' }] });
  for (const limit of [0, 101, 1.5])
    expect(await refusalOf(list(pharmacy.pharmacist, { limit }))).toMatchObject({ reason: 'BAD_INPUT', issues: [{ path: 'limit' }] });
});
