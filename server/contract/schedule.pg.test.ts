import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Appointment } from '../../shared/appointments.ts';
import { newId } from '../../shared/ids.ts';
import type { ScheduleEvent, ScheduleSignal } from '../../shared/schedule.ts';
import { atAnyTime, openClinic, type TestClinic } from '../testing/clinic.ts';
import { clockFrom } from '../testing/clock-from.ts';
import { collect } from '../testing/collect.ts';
import { startTestApp, type TestApp } from '../testing/test-app.ts';
import type { TestClient } from '../testing/test-client.ts';

let app: TestApp;
let clinic: TestClinic;
let nextHour = Date.UTC(2031, 0, 6, 8);

beforeAll(async () => {
  app = await startTestApp({ clock: clockFrom('2031-01-01T08:00:00Z') });
  clinic = await openClinic(app);
});
afterAll(() => app[Symbol.asyncDispose]());

const events = ({ trpc }: TestClient, lastEventId?: string) =>
  collect<{ id: string; data: ScheduleEvent }>((observer) => trpc.schedule.events.subscribe({ lastEventId }, observer));
const signals = ({ trpc }: TestClient) =>
  collect<ScheduleSignal>((observer) => trpc.schedule.signals.subscribe(undefined, observer));

function book(): Promise<Appointment> {
  nextHour += 3_600_000;
  return clinic.nurse.trpc.appointments.create.mutate({
    clientAppointmentId: newId(),
    patientId: clinic.sam.patientId,
    providerId: clinic.chen.id,
    startsAt: new Date(nextHour).toISOString(),
    endsAt: new Date(nextHour + 3_600_000).toISOString(),
    ...atAnyTime,
  });
}

test('every change is on every open schedule, and who comes back gets what they missed', async () => {
  const feed = events(clinic.frontDesk);
  await feed.find(({ data }) => data.type === 'schedule.joined');
  const booked = await book();
  const created = await feed.find(({ data }) => data.type === 'appointment.created');
  expect(created.data).toMatchObject({ appointment: booked });
  feed.stop();

  const { trpc } = clinic.nurse;
  const moved = await trpc.appointments.update.mutate({ id: booked.id, expectedVersion: 1, roomName: '3' });
  const here = await trpc.appointments.checkIn.mutate({ id: booked.id, expectedVersion: 2 });
  const other = await book();
  const gone = await trpc.appointments.cancel.mutate({ id: other.id, expectedVersion: 1, reason: 'Ill' });

  const resumed = events(clinic.frontDesk, created.id);
  await resumed.until(() => resumed.values.some(({ data }) => data.type === 'feed.heartbeat'));
  expect(resumed.values.map(({ data }) => data)).toMatchObject([
    { type: 'appointment.updated', appointment: moved },
    { type: 'appointment.checked_in', appointment: here },
    { type: 'appointment.created', appointment: other },
    { type: 'appointment.cancelled', appointment: gone },
    { type: 'feed.heartbeat' },
  ]);
});

test('what somebody has in hand is seen by the others until they let go', async () => {
  const appointment = await book();
  const seen = signals(clinic.frontDesk);
  await seen.until(() => seen.values.length > 0);
  await clinic.nurse.trpc.schedule.setHold.mutate({ appointmentId: appointment.id, doing: 'moving' });
  await seen.find(({ holds }) => holds.some((hold) => hold.appointmentId === appointment.id && hold.name === 'Rosa Jimenez' && hold.doing === 'moving'));
  await clinic.nurse.trpc.schedule.setHold.mutate({ appointmentId: null });
  await seen.until(() => seen.values.at(-1)?.holds.length === 0);
});
