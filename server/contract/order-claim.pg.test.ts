import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { ChatOrder } from '../../shared/chat-orders.ts';
import { newId } from '../../shared/ids.ts';
import { inboxFeed, roomFeed } from '../testing/feeds.ts';
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
  order = await newOrder(pharmacy.patient);
});

const personOf = ({ person: { id, name } }: TestClient) => ({ id, name });
const claim = ({ trpc }: TestClient, takeOver?: { reason: string }) =>
  trpc.chatOrders.claim.mutate({ roomId: order.roomId, ...(takeOver && { takeOver }) });

test('claiming makes the order mine, for everyone to see', async () => {
  const { pharmacist, patient } = pharmacy;
  const feed = roomFeed(patient, order.roomId);
  await feed.find(() => true);
  const claimed = await claim(pharmacist);
  expect(claimed).toMatchObject({ claimedBy: personOf(pharmacist), assignee: personOf(pharmacist), version: order.version + 1 });
  const updated = await feed.find(({ data }) => data.type === 'order.updated');
  expect(updated.data).toMatchObject({ order: { claimedBy: personOf(pharmacist), version: claimed.version } });
  expect(await claim(pharmacist)).toEqual(claimed);
});

test('of twenty who claim at once one gets it and the others learn who', async () => {
  const people = await Promise.all(
    Array.from({ length: 20 }, async (_, index) => app.addPerson(pharmacy.tenantId, 'technician', `Racer ${String.fromCharCode(65 + index)}`)),
  );
  const racers = await Promise.all(people.map((person) => app.signIn(person)));
  const results = await Promise.allSettled(racers.map((racer) => claim(racer)));
  const won = results.filter((result) => result.status === 'fulfilled');
  expect(won).toHaveLength(1);
  const holder = won[0]!.value.claimedBy!;
  expect(racers.map(personOf)).toContainEqual(holder);
  const lost = results.filter((result) => result.status === 'rejected');
  const refusals = await Promise.all(lost.map(({ reason }) => refusalOf(Promise.reject(reason as Error))));
  expect(refusals).toHaveLength(19);
  for (const refusal of refusals) expect(refusal).toMatchObject({ code: 'CONFLICT', httpStatus: 409, reason: 'ALREADY_CLAIMED', holder });
});

test('a take-over needs a reason, tells the one who lost it and leaves a line for staff', async () => {
  const { pharmacist, technician, patient } = pharmacy;
  await claim(technician);
  expect(await refusalOf(claim(pharmacist))).toMatchObject({ reason: 'ALREADY_CLAIMED', holder: personOf(technician) });
  expect(await refusalOf(claim(pharmacist, { reason: '   ' }))).toMatchObject({ reason: 'BAD_INPUT', issues: [{ path: 'takeOver.reason' }] });

  const [loser, winner] = [inboxFeed(technician), inboxFeed(pharmacist)];
  await Promise.all([loser.find(() => true), winner.find(() => true)]);
  const taken = await claim(pharmacist, { reason: 'Shift change' });
  expect(taken.claimedBy).toEqual(personOf(pharmacist));
  const lost = await loser.find(({ type }) => type === 'inbox.claim_lost');
  expect(lost).toEqual({ type: 'inbox.claim_lost', roomId: order.roomId, by: personOf(pharmacist), reason: 'Shift change' });
  await winner.find((event) => event.type === 'inbox.changed' && event.summary.version === taken.version);
  expect(winner.values.map(({ type }) => type)).not.toContain('inbox.claim_lost');

  const { items } = await technician.trpc.messages.list.query({ roomId: order.roomId });
  expect(items.at(-1)).toMatchObject({ messageType: 'system', visibility: 'staff' });
  expect(items.at(-1)?.content).toContain('Shift change');
  expect((await patient.trpc.messages.list.query({ roomId: order.roomId })).items).toEqual([]);
  const [change] = await technician.trpc.chatOrders.history.query({ roomId: order.roomId });
  expect(change).toMatchObject({
    kind: 'taken_over',
    actor: personOf(pharmacist),
    from: technician.person.name,
    to: pharmacist.person.name,
    reason: 'Shift change',
  });
});

test('release gives it back; somebody else’s only with a reason', async () => {
  const { pharmacist, technician } = pharmacy;
  const release = (client: TestClient, takeOver?: { reason: string }) =>
    client.trpc.chatOrders.release.mutate({ roomId: order.roomId, ...(takeOver && { takeOver }) });
  await claim(technician);
  expect(await refusalOf(release(pharmacist))).toMatchObject({ reason: 'ALREADY_CLAIMED', holder: personOf(technician) });
  const released = await release(technician);
  expect(released).toMatchObject({ claimedBy: null, assignee: null });
  expect(await release(technician)).toEqual(released);

  const loser = inboxFeed(technician);
  await loser.find(() => true);
  await claim(technician);
  expect(await release(pharmacist, { reason: 'Gone home' })).toMatchObject({ claimedBy: null, assignee: null });
  await loser.find(({ type }) => type === 'inbox.claim_lost');
});

test('assign hands it to a colleague of the pharmacy, on the version that was seen', async () => {
  const { pharmacist, technician, patient } = pharmacy;
  const assign = (userId: string, expectedVersion = order.version) =>
    pharmacist.trpc.chatOrders.assign.mutate({ roomId: order.roomId, userId, expectedVersion });
  for (const nobody of [newId(), patient.person.id])
    expect(await refusalOf(assign(nobody))).toMatchObject({ code: 'NOT_FOUND', reason: 'NOT_FOUND' });
  const assigned = await assign(technician.person.id);
  expect(assigned).toMatchObject({ assignee: personOf(technician), claimedBy: null });
  expect(await refusalOf(assign(pharmacist.person.id))).toMatchObject({ code: 'CONFLICT', reason: 'STALE_VERSION' });
  await claim(technician);
  expect(await refusalOf(assign(pharmacist.person.id, assigned.version + 1))).toMatchObject({ reason: 'ALREADY_CLAIMED' });
});

test('what one holds no other changes; a closed order is claimed by nobody', async () => {
  const { pharmacist, technician } = pharmacy;
  const { version } = await claim(technician);
  const input = { roomId: order.roomId, expectedVersion: version };
  const attempts = [
    pharmacist.trpc.chatOrders.setStatus.mutate({ ...input, status: 'in_review' }),
    pharmacist.trpc.chatOrders.setItems.mutate({ ...input, items: [] }),
  ];
  for (const attempt of attempts) expect(await refusalOf(attempt)).toMatchObject({ reason: 'ALREADY_CLAIMED', holder: personOf(technician) });
  await technician.trpc.chatOrders.setStatus.mutate({ ...input, status: 'rejected', reason: 'No stock' });
  for (const attempt of [claim(pharmacist), pharmacist.trpc.chatOrders.release.mutate({ roomId: order.roomId })])
    expect(await refusalOf(attempt)).toMatchObject({ code: 'CONFLICT', reason: 'ORDER_CLOSED' });
});
