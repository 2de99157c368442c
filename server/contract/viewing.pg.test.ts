import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ChartViewers } from '../../shared/charts.ts';
import { newId } from '../../shared/ids.ts';
import type { PresenceEvent, Viewed } from '../../shared/presence.ts';
import { openClinic } from '../testing/clinic.ts';
import { collect, type Collected } from '../testing/collect.ts';
import { presenceFeed, roomSignals } from '../testing/feeds.ts';
import { openPharmacy } from '../testing/pharmacy.ts';
import { newOrder } from '../testing/requests.ts';
import { startTestApp, type TestApp, type TestClient } from '../testing/test-app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app[Symbol.asyncDispose]());

/** What the watcher knows that the person has open. */
function viewedBy({ values }: Collected<PresenceEvent>, { person }: TestClient): Viewed[] | undefined {
  const users = values.flatMap((event) => (event.type === 'presence.snapshot' ? event.users : [event.user]));
  return users.findLast(({ userId }) => userId === person.id)?.viewing;
}
const viewed = async (watcher: Collected<PresenceEvent>, person: TestClient, expected: Viewed[]): Promise<void> =>
  watcher.until(() => JSON.stringify(viewedBy(watcher, person)) === JSON.stringify(expected));

test('an open order is known to those who work orders, once however many tabs, and ends with the last of them', async () => {
  const { tenantId, pharmacist, technician, patient } = await openPharmacy(app);
  const { roomId } = await newOrder(patient);
  const nurse = await app.signIn(await app.addPerson(tenantId, 'nurse', 'Ida Novak'));
  const [colleague, other, outside] = [presenceFeed(pharmacist), presenceFeed(nurse), presenceFeed(patient)];
  for (const feed of [colleague, other, outside]) await feed.find(() => true);
  const tabs = [roomSignals(technician, roomId), roomSignals(technician, roomId)];
  await viewed(colleague, technician, [{ kind: 'order', id: roomId }]);
  roomSignals(patient, roomId);
  for (const tab of tabs) {
    expect(viewedBy(colleague, technician)).toEqual([{ kind: 'order', id: roomId }]);
    tab.stop();
  }
  await viewed(colleague, technician, []);
  const theirs = presenceFeed(technician);
  for (const feed of [colleague, other, outside])
    await feed.find((event) => event.type === 'presence.changed' && event.user.userId === technician.person.id && event.user.status === 'online');
  expect(JSON.stringify([other.values, outside.values])).not.toContain(roomId);
  expect(JSON.stringify(outside.values)).not.toMatch(/viewing|onDuty|since|devices/);
  expect(viewedBy(colleague, patient)).toBeUndefined();
  theirs.stop();
});

test('an open chart is known to the clinic, an open thread to those in it', async () => {
  const { nurse, frontDesk, sam, chen: person } = await openClinic(app);
  const chen = await app.signIn(person);
  const { roomId } = await nurse.trpc.threads.create.mutate({ clientThreadId: newId(), participantIds: [chen.person.id], subject: 'Rash' });
  const [inside, outside] = [presenceFeed(nurse), presenceFeed(frontDesk)];
  for (const feed of [inside, outside]) await feed.find(() => true);
  const thread = roomSignals(chen, roomId);
  await viewed(inside, chen, [{ kind: 'thread', id: roomId }]);
  collect<ChartViewers>((observer) => chen.trpc.patients.viewers.subscribe({ patientId: sam.patientId }, observer));
  await viewed(outside, chen, [{ kind: 'chart', id: sam.patientId }]);
  expect(JSON.stringify(outside.values)).not.toContain(roomId);
  await nurse.trpc.threads.removeParticipant.mutate({ roomId, userId: chen.person.id });
  await viewed(inside, chen, [{ kind: 'chart', id: sam.patientId }]);
  expect(thread.ended).toBe(true);
});

test('who is asked into a thread that is open, or removed from it, is told of those who read it from then on, or no longer', async () => {
  const { nurse, frontDesk, chen: person } = await openClinic(app);
  const chen = await app.signIn(person);
  const { roomId } = await nurse.trpc.threads.create.mutate({ clientThreadId: newId(), participantIds: [chen.person.id], subject: 'Rash' });
  const [inside, coming] = [presenceFeed(nurse), presenceFeed(frontDesk)];
  for (const feed of [inside, coming]) await feed.find(() => true);
  const reading = roomSignals(chen, roomId);
  await viewed(inside, chen, [{ kind: 'thread', id: roomId }]);
  expect(JSON.stringify(coming.values)).not.toContain(roomId);
  await nurse.trpc.threads.addParticipants.mutate({ roomId, userIds: [frontDesk.person.id] });
  await viewed(coming, chen, [{ kind: 'thread', id: roomId }]);
  await nurse.trpc.threads.removeParticipant.mutate({ roomId, userId: frontDesk.person.id });
  await viewed(coming, chen, []);
  expect(viewedBy(inside, chen)).toEqual([{ kind: 'thread', id: roomId }]);
  reading.stop();
});
