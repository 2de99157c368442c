import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { newId } from '../../shared/ids.ts';
import { limits } from '../../shared/limits.ts';
import type { PresenceEvent, PresentUser } from '../../shared/presence.ts';
import type { Collected } from '../testing/collect.ts';
import { dropSocket } from '../testing/drop-socket.ts';
import { presenceFeed } from '../testing/feeds.ts';
import { openPharmacy, type TestPharmacy } from '../testing/pharmacy.ts';
import { startTestApp, type TestApp, type TestClient } from '../testing/test-app.ts';

let app: TestApp;
let pharmacy: TestPharmacy;

beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app[Symbol.asyncDispose]());
beforeEach(async () => {
  pharmacy = await openPharmacy(app);
});

function statusOf(presence: Collected<PresenceEvent>, { person }: TestClient): PresentUser | undefined {
  const users = presence.values.flatMap((event) => (event.type === 'presence.snapshot' ? event.users : [event.user]));
  return users.findLast((user) => user.userId === person.id);
}

async function watching(client: TestClient): Promise<Collected<PresenceEvent>> {
  const presence = presenceFeed(client);
  expect(await presence.find(() => true)).toMatchObject({ type: 'presence.snapshot' });
  return presence;
}

test('first everyone, the offline colleagues too; then each change', async () => {
  const { pharmacist, technician, patient } = pharmacy;
  const presence = await watching(pharmacist);
  const [snapshot] = presence.values;
  const { id: userId, name, role } = technician.person;
  expect(snapshot).toMatchObject({ type: 'presence.snapshot' });
  const offline = { userId, name, role, status: 'offline', connections: 0, devices: 0, since: null, onDuty: false, viewing: [] };
  expect(statusOf(presence, technician)).toEqual(offline);
  expect(statusOf(presence, pharmacist)).toMatchObject({ status: 'online', connections: 1 });
  expect(statusOf(presence, patient)).toBeUndefined();
  await watching(technician);
  await presence.until(() => statusOf(presence, technician)?.status === 'online');
  const user = { ...offline, status: 'online', connections: 1, devices: 1, since: expect.any(String) };
  expect(presence.values.at(-1)).toEqual({ type: 'presence.changed', user });
});

test('several windows are one person; the last one to close ends it, after the grace', async () => {
  const { pharmacist, technician } = pharmacy;
  const presence = await watching(pharmacist);
  const window = await app.signIn(technician.person);
  const [first, second] = [await watching(technician), await watching(window)];
  await presence.until(() => statusOf(presence, technician)?.connections === 2);
  first.stop();
  await presence.until(() => statusOf(presence, technician)?.connections === 1);
  expect(statusOf(presence, technician)?.status).toBe('online');
  const closedAt = Date.now();
  second.stop();
  await presence.until(() => statusOf(presence, technician)?.connections === 0);
  expect(statusOf(presence, technician)?.status).toBe('online');
  await presence.until(() => statusOf(presence, technician)?.status === 'offline');
  expect(Date.now() - closedAt).toBeGreaterThan(limits.live.presenceGrace - 50);
});

test('a reload is not an absence', async () => {
  const { pharmacist, technician } = pharmacy;
  const presence = await watching(pharmacist);
  const theirs = await watching(technician);
  await presence.until(() => statusOf(presence, technician)?.status === 'online');
  dropSocket(technician);
  await theirs.until(() => theirs.values.filter(({ type }) => type === 'presence.snapshot').length === 2);
  await presence.until(() => statusOf(presence, technician)?.connections === 1);
  const statuses = presence.values.flatMap((event) =>
    event.type === 'presence.changed' && event.user.userId === technician.person.id ? [event.user.status] : [],
  );
  expect(new Set(statuses)).toEqual(new Set(['online']));
});

test('away and back; away only when every window is', async () => {
  const { pharmacist, technician } = pharmacy;
  const presence = await watching(pharmacist);
  const window = await app.signIn(technician.person);
  await watching(technician);
  await watching(window);
  const set = ({ trpc }: TestClient, status: 'online' | 'away') => trpc.presence.setStatus.mutate({ status });
  expect(await set(technician, 'away')).toEqual({});
  await presence.until(() => statusOf(presence, technician)?.connections === 2);
  expect(statusOf(presence, technician)?.status).toBe('online');
  await set(window, 'away');
  await presence.until(() => statusOf(presence, technician)?.status === 'away');
  await set(technician, 'online');
  await presence.until(() => statusOf(presence, technician)?.status === 'online');
});

test('tabs of one browser are one device, and idle each for itself', async () => {
  const { pharmacist, technician } = pharmacy;
  const presence = await watching(pharmacist);
  const [tab, other] = [newId(), newId()];
  for (const tabId of [tab, other]) await presenceFeed(technician, { tabId }).find(() => true);
  await presence.until(() => statusOf(presence, technician)?.connections === 2);
  expect(statusOf(presence, technician)).toMatchObject({ devices: 1, status: 'online' });
  await technician.trpc.presence.setStatus.mutate({ status: 'away', tabId: tab });
  await technician.trpc.presence.setStatus.mutate({ status: 'away', tabId: other });
  await presence.until(() => statusOf(presence, technician)?.status === 'away');
  const since = Date.parse(statusOf(presence, technician)!.since!);
  expect(Date.now() - since).toBeLessThan(5_000);
  await technician.trpc.presence.setStatus.mutate({ status: 'online', tabId: other });
  await presence.until(() => statusOf(presence, technician)?.status === 'online');
  const changes = presence.values.flatMap((event) =>
    event.type === 'presence.changed' && event.user.userId === technician.person.id ? [event.user.status] : [],
  );
  expect(changes).toEqual(['online', 'online', 'away', 'online']);
});

test('an idle tab that loses its connection and comes back was never anything but away', async () => {
  const { pharmacist, technician } = pharmacy;
  const presence = await watching(pharmacist);
  const tabId = newId();
  const theirs = presenceFeed(technician, { tabId });
  await theirs.find(() => true);
  await technician.trpc.presence.setStatus.mutate({ status: 'away', tabId });
  await presence.until(() => statusOf(presence, technician)?.status === 'away');
  const before = presence.values.length;
  dropSocket(technician);
  await theirs.until(() => theirs.values.filter(({ type }) => type === 'presence.snapshot').length === 2);
  theirs.stop();
  await presence.until(() => statusOf(presence, technician)?.status === 'offline');
  const later = presence.values.slice(before).flatMap((event) => (event.type === 'presence.changed' ? [event.user.status] : []));
  expect(later.slice(0, -1).every((status) => status === 'away')).toBe(true);
  expect(later.at(-1)).toBe('offline');
});

test('a patient sees the staff and no other patient; staff see patients who are here', async () => {
  const { pharmacist, technician, patient, otherPatient } = pharmacy;
  const own = await watching(patient);
  const staff = await watching(pharmacist);
  await watching(otherPatient);
  await staff.until(() => statusOf(staff, otherPatient)?.status === 'online');
  await watching(technician);
  await own.until(() => statusOf(own, technician)?.status === 'online');
  expect(statusOf(own, otherPatient)).toBeUndefined();
  const { id: userId, name, role } = pharmacist.person;
  expect(statusOf(own, pharmacist)).toEqual({ userId, name, role, status: 'online', connections: 1 });
});

test('a colleague who is added or renamed is known to everybody when the next one comes', async () => {
  const { tenantId, pharmacist, technician } = pharmacy;
  const presence = await watching(pharmacist);
  const { id } = await app.addPerson(tenantId, 'technician', 'Ada Nowak');
  await app.db.withTenant(tenantId, (trx) => trx.updateTable('user_account').set({ name: 'Thomas Okafor' }).where('id', '=', technician.person.id).execute());
  const users = () => presence.values.flatMap((event) => (event.type === 'presence.snapshot' ? event.users : [event.user]));
  expect(users().some(({ userId }) => userId === id)).toBe(false);
  await watching(pharmacy.patient);
  await presence.until(() => users().some(({ userId, status }) => userId === id && status === 'offline'));
  await presence.until(() => statusOf(presence, technician)?.name === 'Thomas Okafor');
});

test('another tenant is another world', async () => {
  const { pharmacist } = pharmacy;
  const presence = await watching(pharmacist);
  const elsewhere = await openPharmacy(app);
  await watching(elsewhere.technician);
  await watching(pharmacy.technician);
  await presence.until(() => statusOf(presence, pharmacy.technician)?.status === 'online');
  expect(JSON.stringify(presence.values)).not.toContain(elsewhere.technician.person.id);
});
