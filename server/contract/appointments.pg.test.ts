import { afterAll, beforeAll, expect, test } from 'vitest';
import { appointmentStatuses, isAppointmentStep, type AppointmentStatus } from '../../shared/appointment-status.ts';
import type { Appointment } from '../../shared/appointments.ts';
import { newId } from '../../shared/ids.ts';
import { atAnyTime, openClinic, type TestClinic } from '../testing/clinic.ts';
import { clockFrom } from '../testing/clock-from.ts';
import { refusalOf } from '../testing/refusal.ts';
import { runAsSuperuser } from '../testing/superuser.ts';
import { startTestApp, type TestApp } from '../testing/test-app.ts';

let app: TestApp;
let clinic: TestClinic;
let nextHour = Date.UTC(2031, 0, 6, 8);

beforeAll(async () => {
  app = await startTestApp({ clock: clockFrom('2031-01-01T08:00:00Z') });
  clinic = await openClinic(app);
});
afterAll(() => app[Symbol.asyncDispose]());

/** An hour of Dr. Chen's that no other test uses. */
function freeHour(): { startsAt: string; endsAt: string } {
  nextHour += 3_600_000;
  return { startsAt: new Date(nextHour).toISOString(), endsAt: new Date(nextHour + 3_600_000).toISOString() };
}

const visit = (span: { startsAt: string; endsAt: string }) => ({
  clientAppointmentId: newId(),
  patientId: clinic.sam.patientId,
  providerId: clinic.chen.id,
  reason: 'Skin check',
  ...atAnyTime,
  ...span,
});
const book = (span = freeHour()): Promise<Appointment> => clinic.nurse.trpc.appointments.create.mutate(visit(span));
const edit = ({ id, version }: Appointment) => ({ id, expectedVersion: version });

test('a visit is booked once, however often it is asked for', async () => {
  const input = visit(freeHour());
  const tries = await Promise.all(Array.from({ length: 6 }, () => clinic.nurse.trpc.appointments.create.mutate(input)));
  expect(new Set(tries.map(({ id }) => id)).size).toBe(1);
  expect(tries[0]).toMatchObject({ status: 'scheduled', version: 1, overbooked: false, provider: { name: 'Wei Chen' }, patient: { name: 'Sam Porter' } });
  const { items } = await clinic.frontDesk.trpc.appointments.list.query({ from: input.startsAt, to: input.endsAt });
  expect(items).toEqual([tries[0]]);
});

test('of many who want the same time one gets it, and the others hear who has it', async () => {
  const span = freeHour();
  const results = await Promise.allSettled(Array.from({ length: 10 }, () => book(span)));
  const booked = results.filter((result) => result.status === 'fulfilled');
  expect(booked).toHaveLength(1);
  const refused = await Promise.all(
    results.filter((result) => result.status === 'rejected').map(({ reason }) => refusalOf(Promise.reject(reason as Error))),
  );
  for (const refusal of refused)
    expect(refusal).toMatchObject({ reason: 'PROVIDER_BUSY', code: 'CONFLICT', busy: { patientName: 'Sam Porter', ...span } });
});

test('visits may touch, and another provider is free for another patient', async () => {
  const span = freeHour();
  await book(span);
  const after = await book(freeHour());
  expect(after.startsAt).toBe(span.endsAt);
  const { patientId } = await app.addPerson(clinic.tenantId, 'patient', 'Elena Petrova');
  await clinic.nurse.trpc.appointments.create.mutate({ ...visit(span), providerId: clinic.patel.id, patientId: patientId! });
});

test('booking over a visit takes a word of why, and no less', async () => {
  const span = freeHour();
  await book(span);
  const over = await clinic.nurse.trpc.appointments.create.mutate({ ...visit(span), overbook: { reason: 'Bleeding, cannot wait' } });
  expect(over.overbooked).toBe(true);
  expect(await refusalOf(clinic.nurse.trpc.appointments.create.mutate({ ...visit(span), overbook: { reason: ' ' } }))).toMatchObject({ reason: 'BAD_INPUT' });
});

test('what is cancelled, and who did not come, frees the time; undoing needs it to be free still', async () => {
  const span = freeHour();
  const cancelled = await book(span);
  await clinic.nurse.trpc.appointments.cancel.mutate({ ...edit(cancelled), reason: 'Moved away' });
  const missed = await book(span);
  const noShow = await clinic.nurse.trpc.appointments.setStatus.mutate({ ...edit(missed), status: 'no_show' });
  await book(span);
  const undone = clinic.nurse.trpc.appointments.setStatus.mutate({ ...edit(noShow), status: 'scheduled' });
  expect(await refusalOf(undone)).toMatchObject({ reason: 'PROVIDER_BUSY' });
});

test('moving onto a visit is refused, moving within its own time is not, and an old version is told', async () => {
  const first = await book();
  const second = await book();
  const onto = clinic.nurse.trpc.appointments.update.mutate({ ...edit(second), startsAt: first.startsAt, endsAt: first.endsAt });
  expect(await refusalOf(onto)).toMatchObject({ reason: 'PROVIDER_BUSY', busy: { appointmentId: first.id } });
  const half = new Date(Date.parse(second.startsAt) + 1_800_000).toISOString();
  const shorter = await clinic.nurse.trpc.appointments.update.mutate({ ...edit(second), startsAt: half });
  expect(shorter).toMatchObject({ startsAt: half, endsAt: second.endsAt, version: 2 });
  const late = clinic.frontDesk.trpc.appointments.update.mutate({ ...edit(second), roomName: '2' });
  expect(await refusalOf(late)).toMatchObject({ reason: 'STALE_VERSION' });
});

const pairs = appointmentStatuses.flatMap((from) => appointmentStatuses.map((to) => [from, to] as const));
test.each(pairs)('from %s to %s', async (from: AppointmentStatus, to: AppointmentStatus) => {
  const appointment = await book();
  await runAsSuperuser(app.databaseUrl, `update appointment set status = '${from}' where id = '${appointment.id}'`);
  const step = clinic.frontDesk.trpc.appointments.setStatus.mutate({ ...edit(appointment), status: to });
  if (isAppointmentStep(from, to)) expect(await step).toMatchObject({ status: to, version: 2 });
  else expect(await refusalOf(step)).toMatchObject({ reason: 'INVALID_TRANSITION' });
});

test('a pharmacy, a patient and another clinic have no part in it', async () => {
  const elsewhere = await openClinic(app);
  const appointment = await book();
  const theirs = elsewhere.nurse.trpc.appointments.checkIn.mutate(edit(appointment));
  expect(await refusalOf(theirs)).toMatchObject({ reason: 'NOT_FOUND' });
  const sam = await app.signIn(clinic.sam);
  expect(await refusalOf(sam.trpc.appointments.checkIn.mutate(edit(appointment)))).toMatchObject({ reason: 'ROLE_NOT_ALLOWED' });
  const foreign = clinic.nurse.trpc.appointments.create.mutate({ ...visit(freeHour()), patientId: elsewhere.sam.patientId });
  expect(await refusalOf(foreign)).toMatchObject({ reason: 'NOT_FOUND' });
});
