import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../shared/ids.ts';
import type { Notification } from '../../shared/notifications.ts';
import { openClinic } from '../testing/clinic.ts';
import { clockFrom } from '../testing/clock-from.ts';
import { notificationFeed } from '../testing/feeds.ts';
import { openPharmacy } from '../testing/pharmacy.ts';
import { refusalOf } from '../testing/refusal.ts';
import { newOrder } from '../testing/requests.ts';
import { runAsSuperuser } from '../testing/superuser.ts';
import { startTestApp, type TestApp, type TestClient } from '../testing/test-app.ts';

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp({ clock: clockFrom('2031-01-01T08:00:00Z') });
});
afterAll(() => app[Symbol.asyncDispose]());

/** New orders are told to everyone: a test of their own is about that. */
const noticesOf = async ({ trpc }: TestClient): Promise<Notification[]> =>
  (await trpc.notifications.list.query({})).items.filter(({ type }) => type !== 'order.created');

test('an order that is handed over is told to who gets it; its steps are told to its patient', async () => {
  const { pharmacist, technician, patient, otherPatient } = await openPharmacy(app);
  const { roomId } = await newOrder(patient);
  const assigned = await pharmacist.trpc.chatOrders.assign.mutate({ roomId, userId: technician.person.id, expectedVersion: 1 });
  expect(await noticesOf(technician)).toMatchObject([
    { type: 'order.assigned', entity: { kind: 'chat_order', id: roomId }, body: 'Lena Fischer handed you the order of Maria Alvarez.' },
  ]);
  const again = await pharmacist.trpc.chatOrders.assign.mutate({ roomId, userId: technician.person.id, expectedVersion: assigned.version });
  const own = await technician.trpc.chatOrders.assign.mutate({ roomId, userId: technician.person.id, expectedVersion: again.version });
  expect(await noticesOf(technician)).toHaveLength(1);

  const feed = notificationFeed(patient);
  await feed.until(() => feed.values.length > 0);
  const { version } = await technician.trpc.chatOrders.setStatus.mutate({ roomId, status: 'in_review', expectedVersion: own.version });
  await feed.find(({ data }) => data.type === 'notification.created');
  expect(await noticesOf(patient)).toMatchObject([
    { type: 'order.status_changed', entity: { kind: 'chat_order', id: roomId }, title: 'Your pharmacy is looking at your order.', body: 'Your order' },
  ]);
  await patient.trpc.chatOrders.setStatus.mutate({ roomId, status: 'cancelled', expectedVersion: version });
  expect(await noticesOf(patient)).toHaveLength(1);
  for (const bystander of [pharmacist, otherPatient]) expect(await noticesOf(bystander)).toEqual([]);
});

test('a visit that somebody else changes is told to its provider, and to who had it before', async () => {
  const clinic = await openClinic(app);
  await runAsSuperuser(app.databaseUrl, `update tenant set time_zone = 'America/Chicago' where tenant_id = $1`, [clinic.tenantId]);
  const [chen, patel] = [await app.signIn(clinic.chen), await app.signIn(clinic.patel)];
  const { trpc } = clinic.frontDesk;
  const span = { startsAt: '2031-01-06T15:00:00.000Z', endsAt: '2031-01-06T15:30:00.000Z' };
  const { id } = await trpc.appointments.create.mutate({ clientAppointmentId: newId(), patientId: clinic.sam.patientId, providerId: clinic.chen.id, ...span });
  await trpc.appointments.checkIn.mutate({ id, expectedVersion: 1 });
  expect(await noticesOf(chen)).toEqual([]);

  await trpc.appointments.update.mutate({ id, expectedVersion: 2, providerId: clinic.patel.id });
  const moved = 'Ben Whitaker moved the visit of Sam Porter to Mon 6 Jan, 09:00, Anjali Patel.';
  for (const provider of [chen, patel])
    expect(await noticesOf(provider)).toMatchObject([{ type: 'appointment.changed', title: 'Your schedule changed', body: moved, entity: { kind: 'appointment', id } }]);
  await patel.trpc.appointments.update.mutate({ id, expectedVersion: 3, roomName: '2' });
  await trpc.appointments.cancel.mutate({ id, expectedVersion: 4, reason: 'Ill' });
  expect((await noticesOf(patel)).map(({ body }) => body)).toEqual(['Ben Whitaker cancelled the visit of Sam Porter.', moved]);
  expect(await noticesOf(chen)).toHaveLength(1);
  expect(await noticesOf(clinic.nurse)).toEqual([]);
});

test('an announcement reaches everyone who is active, once, however often it is sent', async () => {
  const clinic = await openClinic(app);
  const { tenantId, nurse, frontDesk } = clinic;
  const [admin, sam] = [await app.signIn(await app.addPerson(tenantId, 'admin', 'Ada Admin')), await app.signIn(clinic.sam)];
  const left = await app.addPerson(tenantId, 'nurse', 'Lea Left');
  await runAsSuperuser(app.databaseUrl, `update user_account set disabled_at = now() where id = $1`, [left.id]);
  const elsewhere = await openClinic(app);
  const feed = notificationFeed(nurse);
  await feed.until(() => feed.values.length > 0);

  const input = { clientAnnouncementId: newId(), title: 'Fire drill', body: 'At noon.' };
  const [first, ...others] = await Promise.all(Array.from({ length: 4 }, () => admin.trpc.announcements.send.mutate(input)));
  expect(first).toMatchObject({ title: 'Fire drill', body: 'At noon.', sentBy: { name: 'Ada Admin' }, recipients: 6 });
  for (const other of others) expect(other).toEqual(first);
  await feed.find(({ data }) => data.type === 'notification.created');
  for (const person of [nurse, frontDesk, admin, sam])
    expect(await noticesOf(person)).toMatchObject([{ type: 'announcement', title: 'Fire drill', body: 'At noon.', entity: { kind: 'announcement', id: first!.id } }]);
  expect(await noticesOf(elsewhere.nurse)).toEqual([]);
  expect(await runAsSuperuser(app.databaseUrl, `select 1 from notification where user_id = $1`, [left.id])).toEqual([]);
  expect(await refusalOf(nurse.trpc.announcements.send.mutate(input))).toMatchObject({ reason: 'ROLE_NOT_ALLOWED' });
  expect(await refusalOf(admin.trpc.announcements.send.mutate({ ...input, title: ' ' }))).toMatchObject({ reason: 'BAD_INPUT' });
});

test('an announcement that broke off is finished by sending it again', async () => {
  const clinic = await openClinic(app);
  const admin = await app.signIn(await app.addPerson(clinic.tenantId, 'admin', 'Ada Admin'));
  const input = { clientAnnouncementId: newId(), title: 'Fire drill', body: 'At noon.' };
  await runAsSuperuser(app.databaseUrl, `alter table notification add constraint refuses check (user_id <> '${clinic.sam.id}') not valid`);
  try {
    await expect(admin.trpc.announcements.send.mutate(input)).rejects.toThrow();
  } finally {
    await runAsSuperuser(app.databaseUrl, 'alter table notification drop constraint refuses');
  }
  await admin.trpc.announcements.send.mutate(input);
  for (const person of [clinic.nurse, await app.signIn(clinic.sam)]) expect(await noticesOf(person)).toHaveLength(1);
});
