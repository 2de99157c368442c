import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { ChatOrder } from '../../shared/chat-orders.ts';
import { newId } from '../../shared/ids.ts';
import { inboxFeed, roomFeed } from '../testing/feeds.ts';
import { openPharmacy, type TestPharmacy } from '../testing/pharmacy.ts';
import { refusalOf } from '../testing/refusal.ts';
import { newOrder, text } from '../testing/requests.ts';
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
  order = await newOrder(pharmacy.patient);
});

/** The entries that came into being while `work` ran. */
async function entriesOf(work: () => Promise<unknown>): Promise<Record<string, unknown>[]> {
  const all = () => runAsSuperuser(app.databaseUrl, 'select * from audit_entry order by id');
  const before = new Set((await all()).map(({ id }) => id));
  await work();
  return (await all()).filter(({ id }) => !before.has(id));
}

const first = async (stream: { find(matches: () => boolean): Promise<unknown>; stop(): void }): Promise<void> => {
  await stream.find(() => true);
  stream.stop();
};
const edit = () => ({ roomId: order.roomId, expectedVersion: order.version });

/** Everything that reads or writes what belongs to a patient, and whether one patient can be named for it. */
const audited: Record<string, { names: 'order' | 'patient' | 'nobody'; call: (client: TestClient) => Promise<unknown> }> = {
  'chatOrders.create': { names: 'patient', call: ({ trpc }) => trpc.chatOrders.create.mutate({ clientOrderId: newId(), patientId: order.patient.id }) },
  'chatOrders.list': { names: 'nobody', call: ({ trpc }) => trpc.chatOrders.list.query({}) },
  'chatOrders.get': { names: 'order', call: ({ trpc }) => trpc.chatOrders.get.query({ roomId: order.roomId }) },
  'chatOrders.history': { names: 'order', call: ({ trpc }) => trpc.chatOrders.history.query({ roomId: order.roomId }) },
  'chatOrders.claim': { names: 'order', call: ({ trpc }) => trpc.chatOrders.claim.mutate({ roomId: order.roomId }) },
  'chatOrders.assign': { names: 'order', call: ({ trpc, person }) => trpc.chatOrders.assign.mutate({ ...edit(), userId: person.id }) },
  'chatOrders.setStatus': { names: 'order', call: ({ trpc }) => trpc.chatOrders.setStatus.mutate({ ...edit(), status: 'in_review' }) },
  'chatOrders.setItems': { names: 'order', call: ({ trpc }) => trpc.chatOrders.setItems.mutate({ ...edit(), items: [] }) },
  'messages.send': { names: 'order', call: ({ trpc }) => trpc.messages.send.mutate(text(order.roomId, 'hello')) },
  'messages.list': { names: 'order', call: ({ trpc }) => trpc.messages.list.query({ roomId: order.roomId }) },
  'rooms.events': { names: 'order', call: (client) => first(roomFeed(client, order.roomId)) },
  'inbox.events': { names: 'nobody', call: (client) => first(inboxFeed(client)) },
  'patients.search': { names: 'nobody', call: ({ trpc }) => trpc.patients.search.query({ query: 'a' }) },
  'patients.get': { names: 'patient', call: ({ trpc }) => trpc.patients.get.query({ patientId: order.patient.id }) },
};

test.each(Object.entries(audited))('%s leaves one entry: who, what, about whom', async (action, { names, call }) => {
  const { pharmacist } = pharmacy;
  const [entry, ...more] = await entriesOf(() => call(pharmacist));
  expect(more).toEqual([]);
  expect(entry).toMatchObject({ tenant_id: pharmacy.tenantId, actor_id: pharmacist.person.id, action, outcome: 'allowed' });
  expect(entry?.['session_id']).not.toBeNull();
  if (names !== 'nobody') expect(entry?.['patient_id']).toBe(order.patient.id);
  if (names === 'order') expect(entry?.['room_id']).toBe(order.roomId);
});

test('releasing leaves one entry', async () => {
  const { trpc } = pharmacy.pharmacist;
  await trpc.chatOrders.claim.mutate({ roomId: order.roomId });
  const entries = await entriesOf(() => trpc.chatOrders.release.mutate({ roomId: order.roomId }));
  expect(entries).toMatchObject([{ action: 'chatOrders.release', room_id: order.roomId, outcome: 'allowed' }]);
});

test('what is sent twice is written down once', async () => {
  const { trpc } = pharmacy.pharmacist;
  const input = text(order.roomId, 'once');
  const entries = await entriesOf(async () => {
    await trpc.messages.send.mutate(input);
    await trpc.messages.send.mutate(input);
  });
  expect(entries).toHaveLength(1);
});

test('what cannot be written down does not happen', async () => {
  const { pharmacist, patient } = pharmacy;
  await runAsSuperuser(app.databaseUrl, 'revoke insert on audit_entry from medsync_app');
  try {
    for (const { call } of Object.values(audited)) await expect(call(pharmacist)).rejects.toThrow();
  } finally {
    await runAsSuperuser(app.databaseUrl, 'grant insert on audit_entry to medsync_app');
  }
  const { items } = await patient.trpc.messages.list.query({ roomId: order.roomId });
  expect(items).toEqual([]);
  expect(await patient.trpc.chatOrders.get.query({ roomId: order.roomId })).toMatchObject({ version: order.version, lastSeq: order.lastSeq });
});

test.each([
  ['a procedure', 'chatOrders.get', () => refusalOf(pharmacy.otherPatient.trpc.chatOrders.get.query({ roomId: order.roomId }))],
  ['a role', 'chatOrders.claim', () => refusalOf(pharmacy.patient.trpc.chatOrders.claim.mutate({ roomId: order.roomId }))],
])('asking for what is not theirs leaves an entry too: %s', async (_, action, ask) => {
  const denied = () => runAsSuperuser(app.databaseUrl, `select * from audit_entry where outcome = 'denied' and action = '${action}'`);
  const before = (await denied()).length;
  await ask();
  await expect.poll(async () => (await denied()).length).toBe(before + 1);
});
