import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Appointment } from '../../shared/appointments.ts';
import { newId } from '../../shared/ids.ts';
import { openClinic, type TestClinic } from '../testing/clinic.ts';
import { clockFrom } from '../testing/clock-from.ts';
import { refusalOf } from '../testing/refusal.ts';
import { runAsSuperuser } from '../testing/superuser.ts';
import { startTestApp, type TestApp } from '../testing/test-app.ts';

let app: TestApp;
let clinic: TestClinic;
let elena: string;

// a Monday morning: the clinic is open from eight to six
beforeAll(async () => {
  app = await startTestApp({ clock: clockFrom('2031-06-16T09:00:00.000Z') });
});
afterAll(() => app[Symbol.asyncDispose]());
beforeEach(async () => {
  clinic = await openClinic(app);
  elena = (await app.addPerson(clinic.tenantId, 'patient', 'Elena Petrova')).patientId!;
});

const at = (day: string, from: string, to: string) => ({ startsAt: `${day}T${from}:00.000Z`, endsAt: `${day}T${to}:00.000Z` });
const today = (from: string, to: string) => at('2031-06-16', from, to);
const visit = (more: object) => ({ clientAppointmentId: newId(), patientId: clinic.sam.patientId, providerId: clinic.chen.id, ...today('10:00', '10:30'), ...more });
const book = (more: object = {}): Promise<Appointment> => clinic.nurse.trpc.appointments.create.mutate(visit(more));
const refusal = (more: object) => refusalOf(book(more));
const reason = { reason: 'As agreed' };
const move = ({ id, version }: Appointment, more: object) => clinic.nurse.trpc.appointments.update.mutate({ id, expectedVersion: version, ...more });
const stored = (id: string) =>
  runAsSuperuser(app.databaseUrl, `select overbook_reason, unusual_time_reason from appointment where id = '${id}'`).then(([row]) => row as Record<string, string | null>);

test.each([
  ['a year of three digits', at('0202-06-16', '10:00', '10:30')],
  ['more than a year ago', at('2030-06-15', '10:00', '10:30')],
  ['more than three years ahead', at('2034-06-17', '10:00', '10:30')],
  ['the year 9998', at('9998-06-16', '10:00', '10:30')],
])('a visit in %s is refused, whatever is confirmed', async (_, span) => {
  const refused = await refusal({ ...span, unusualTime: reason, overbook: reason });
  expect(refused).toMatchObject({ reason: 'BAD_INPUT', issues: [{ path: 'startsAt', message: expect.stringMatching(/three years ahead/) as string }] });
  expect(await refusalOf(move(await book(), { ...span, unusualTime: reason }))).toMatchObject({ reason: 'BAD_INPUT' });
});

test('the edges of what may be booked', async () => {
  for (const span of [at('2030-06-17', '10:00', '10:30'), at('2034-06-15', '10:00', '10:30')]) await book({ ...span, unusualTime: reason });
  await book({ ...today('09:00', '09:05') });
  expect(await refusal({ ...today('11:00', '11:04') })).toMatchObject({ reason: 'BAD_INPUT', issues: [{ message: 'A visit lasts 5 minutes to 12 hours.' }] });
  await book({ ...at('2031-06-17', '08:00', '20:00'), unusualTime: reason });
  expect(await refusal({ ...at('2031-06-18', '08:00', '20:01'), unusualTime: reason })).toMatchObject({ reason: 'BAD_INPUT' });
});

test('what was stored before there were ranges can be read, and changed where its time does not change', async () => {
  const { id } = await book();
  await runAsSuperuser(app.databaseUrl, `update appointment set starts_at = '0202-03-01T10:00Z', ends_at = '0202-03-01T10:30Z' where id = '${id}'`);
  const { upcoming, past } = (await clinic.nurse.trpc.patients.chart.query({ patientId: clinic.sam.patientId })).appointments;
  expect([upcoming.length, past.map(({ startsAt }) => startsAt)]).toEqual([0, ['0202-03-01T10:00:00.000Z']]);
  expect(await move(past[0]!, { reason: 'Typed wrong' })).toMatchObject({ reason: 'Typed wrong', startsAt: '0202-03-01T10:00:00.000Z' });
});

test('the same patient twice at once and one room twice are asked back, with who is in the way', async () => {
  const first = await book({ roomName: '3' });
  const busy = { appointmentId: first.id, patientName: 'Sam Porter', startsAt: first.startsAt, endsAt: first.endsAt };
  expect(await refusal({ providerId: clinic.patel.id })).toMatchObject({ reason: 'PATIENT_BUSY', code: 'CONFLICT', busy });
  expect(await refusal({ providerId: clinic.patel.id, patientId: elena, roomName: '3' })).toMatchObject({ reason: 'ROOM_BUSY', code: 'CONFLICT', busy });
  await book({ providerId: clinic.patel.id, patientId: elena, roomName: '4', ...today('10:15', '10:45') });
  const over = await book({ providerId: clinic.patel.id, overbook: { reason: 'Both are needed' } });
  expect(over.overbooked).toBe(true);
  expect(await stored(over.id)).toEqual({ overbook_reason: 'Both are needed', unusual_time_reason: null });
});

test('a visit that goes into a taken room is asked back, and stays where it was', async () => {
  await book({ roomName: 'Blue' });
  const other = await book({ providerId: clinic.patel.id, patientId: elena });
  expect(await refusalOf(move(other, { roomName: 'blue' }))).toMatchObject({ reason: 'ROOM_BUSY' });
  expect(await move(other, { roomName: 'Green' })).toMatchObject({ roomName: 'Green', overbooked: false });
});

test('of two who book one patient, or one room, at the same moment with two providers one is asked back', async () => {
  const patient = await Promise.allSettled([book(), book({ providerId: clinic.patel.id })]);
  const span = { ...today('12:00', '12:30'), roomName: '3' };
  const room = await Promise.allSettled([book(span), book({ ...span, providerId: clinic.patel.id, patientId: elena })]);
  for (const results of [patient, room]) expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
});

test('the past, and hours at which the clinic is closed, are asked back; the reason is kept', async () => {
  expect(await refusal(today('08:00', '08:30'))).toMatchObject({ reason: 'UNUSUAL_TIME', code: 'CONFLICT', unusual: ['past'] });
  expect(await refusal(today('17:45', '18:15'))).toMatchObject({ reason: 'UNUSUAL_TIME', unusual: ['closed'] });
  expect(await refusal(at('2031-06-14', '10:00', '10:30'))).toMatchObject({ unusual: ['past', 'closed'] });
  const late = await book({ ...today('17:45', '18:15'), unusualTime: { reason: 'Emergency' } });
  expect(await stored(late.id)).toEqual({ overbook_reason: null, unusual_time_reason: 'Emergency' });
  const { timeline } = await clinic.nurse.trpc.patients.chart.query({ patientId: clinic.sam.patientId });
  expect(timeline[0]).toMatchObject({ kind: 'created', reason: 'Emergency' });
  // the fields of a visit that was confirmed can change without another question
  expect(await move(late, { reason: 'Burn' })).toMatchObject({ reason: 'Burn' });
  expect(await refusalOf(move({ ...late, version: 2 }, { endsAt: '2031-06-16T18:30:00.000Z' }))).toMatchObject({ reason: 'UNUSUAL_TIME' });
});

test('the clinic’s hours are its own clock’s, also across midnight', async () => {
  await runAsSuperuser(app.databaseUrl, `update tenant set time_zone = 'Asia/Kolkata' where tenant_id = $1`, [clinic.tenantId]);
  // eight in the evening in India
  expect(await refusal(today('14:30', '15:00'))).toMatchObject({ unusual: ['closed'] });
  await book(at('2031-06-17', '04:00', '04:30'));
  expect(await refusal(at('2031-06-17', '12:00', '19:00'))).toMatchObject({ unusual: ['closed'] });
});

test('who walks in has come, whatever the time', async () => {
  expect(await book({ ...at('2031-06-15', '23:00', '23:30'), walkIn: true })).toMatchObject({ status: 'checked_in' });
});

test('a task is due within eleven years', async () => {
  const due = (dueAt: string) => clinic.nurse.trpc.tasks.create.mutate({ clientTaskId: newId(), title: 'Call', dueAt });
  for (const dueAt of ['0202-01-01T00:00:00Z', '2030-06-15T09:00:00Z', '2041-06-17T09:00:00Z', '9998-12-31T00:00:00Z'])
    expect(await refusalOf(due(dueAt))).toMatchObject({ reason: 'BAD_INPUT', issues: [{ path: 'dueAt' }] });
  for (const dueAt of ['2030-06-17T09:00:00Z', '2041-06-15T09:00:00Z']) await due(dueAt);
});

test('a schedule of other centuries is refused, and the search for free time there', async () => {
  const list = (day: string) => clinic.nurse.trpc.appointments.list.query({ from: `${day}T00:00:00Z`, to: `${day}T23:00:00Z` });
  for (const day of ['0202-01-01', '2021-06-15', '2041-06-17']) expect(await refusalOf(list(day))).toMatchObject({ reason: 'BAD_INPUT', issues: [{ path: 'from' }] });
  expect((await list('2022-01-01')).items).toEqual([]);
  expect(await refusalOf(clinic.nurse.trpc.appointments.findFree.query({ after: '9990-01-01T00:00:00Z', minutes: 30 }))).toMatchObject({ reason: 'BAD_INPUT' });
});
