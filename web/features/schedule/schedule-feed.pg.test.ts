import { QueryClient } from '@tanstack/react-query';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Appointment } from '../../../shared/appointments.ts';
import { defaultClinicSettings, type ClinicSettings } from '../../../shared/clinic-settings.ts';
import { newId } from '../../../shared/ids.ts';
import type { ScheduleEvent, ScheduleLogEvent } from '../../../shared/schedule.ts';
import { openClinic, type TestClinic } from '../../../server/testing/clinic.ts';
import { clockFrom } from '../../../server/testing/clock-from.ts';
import { collect } from '../../../server/testing/collect.ts';
import { startTestApp, type TestApp, type TestClient } from '../../../server/testing/test-app.ts';
import { clinicSettingsKey } from '../clinic-settings/settings-cache.ts';
import type { VisitList } from './merge-visit.ts';
import { createScheduleFeed, visitListKey } from './schedule-feed.ts';

let app: TestApp;
let clinic: TestClinic;
let admin: TestClient;
const range = { from: '2031-01-06T00:00:00.000Z', to: '2031-01-07T00:00:00.000Z' };

beforeAll(async () => {
  app = await startTestApp({ clock: clockFrom('2031-01-01T08:00:00Z') });
  clinic = await openClinic(app);
  admin = await app.signIn(await app.addPerson(clinic.tenantId, 'admin', 'Dana Ortiz'));
});
afterAll(() => app[Symbol.asyncDispose]());

const readVisits = (): Promise<VisitList> => clinic.nurse.trpc.appointments.list.query(range);
const readSettings = (): Promise<ClinicSettings> => clinic.nurse.trpc.clinic.settings.query();

function book(hour: number): Promise<Appointment> {
  const span = { startsAt: `2031-01-06T${hour}:00:00.000Z`, endsAt: `2031-01-06T${hour}:30:00.000Z` };
  return clinic.nurse.trpc.appointments.create.mutate({ clientAppointmentId: newId(), patientId: clinic.sam.patientId, providerId: clinic.chen.id, ...span });
}

const { version: _, ...usual } = defaultClinicSettings;

/** For each type of event, what makes the server say it. A type that is not here is a type error. */
const changes: Record<ScheduleLogEvent['type'], (visit: Appointment) => Promise<unknown>> = {
  'appointment.created': () => book(11),
  'appointment.updated': ({ id, version }) => clinic.nurse.trpc.appointments.update.mutate({ id, expectedVersion: version, roomName: '3', startsAt: '2031-01-06T10:10:00.000Z' }),
  'appointment.cancelled': ({ id, version }) => clinic.nurse.trpc.appointments.cancel.mutate({ id, expectedVersion: version, reason: 'Ill' }),
  'appointment.checked_in': ({ id, version }) => clinic.nurse.trpc.appointments.checkIn.mutate({ id, expectedVersion: version }),
  'clinic.settings_changed': () => admin.trpc.clinic.setSettings.mutate({ ...usual, stageMinutes: { ...usual.stageMinutes, in_room: 25 }, expectedVersion: 0 }),
};

test.each(Object.entries(changes))('what a page shows after %s is what it would read anew', async (type, change) => {
  const visit = await book(10);
  const queryClient = new QueryClient();
  queryClient.setQueryData(visitListKey(range), await readVisits());
  queryClient.setQueryData(clinicSettingsKey, await readSettings());
  const page = createScheduleFeed(queryClient);
  const feed = collect<{ id: string; data: ScheduleEvent }>((observer) => clinic.frontDesk.trpc.schedule.events.subscribe({}, observer));
  await feed.find(({ data }) => data.type === 'schedule.joined');

  await change(visit);
  const { data: event } = await feed.find(({ data }) => data.type === type);
  page.onEvent(event);

  const byId = (list: VisitList | undefined) => list?.items.toSorted((a, b) => a.id.localeCompare(b.id));
  expect(byId(queryClient.getQueryData(visitListKey(range)))).toEqual(byId(await readVisits()));
  expect(queryClient.getQueryData(clinicSettingsKey)).toEqual(await readSettings());

  page.stop();
  feed.stop();
  const { items } = await readVisits();
  for (const { id, version, status } of items)
    if (status !== 'cancelled') await clinic.nurse.trpc.appointments.cancel.mutate({ id, expectedVersion: version, reason: 'Over' });
});
