import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { defaultClinicSettings } from '../../shared/clinic-settings.ts';
import { type OpeningHours } from '../../shared/opening-hours.ts';
import { newId } from '../../shared/ids.ts';
import { openClinic, type TestClinic } from '../testing/clinic.ts';
import { clockFrom } from '../testing/clock-from.ts';
import { refusalOf } from '../testing/refusal.ts';
import { runAsSuperuser } from '../testing/superuser.ts';
import { startTestApp, type TestApp } from '../testing/test-app.ts';

let app: TestApp;
let clinic: TestClinic;
/** Who comes to Dr. Patel; Sam comes to Dr. Chen. */
let elena: string;

beforeAll(async () => {
  app = await startTestApp({ clock: clockFrom('2031-01-01T08:00:00Z') });
});
afterAll(() => app[Symbol.asyncDispose]());
beforeEach(async () => {
  clinic = await openClinic(app);
  elena = (await app.addPerson(clinic.tenantId, 'patient', 'Elena Petrova')).patientId!;
});

// a Monday
const day = '2031-06-16';
const at = (time: string): string => `${day}T${time}:00.000Z`;
const find = (input: { after?: string; minutes?: number; providerId?: string; beyond?: { startsAt: string; providerId: string } } = {}) =>
  clinic.nurse.trpc.appointments.findFree.query({ after: at('00:00'), minutes: 30, ...input });
const book = (provider: { id: string }, from: string, to: string, overbook?: { reason: string }) =>
  clinic.nurse.trpc.appointments.create.mutate({
    clientAppointmentId: newId(),
    patientId: provider.id === clinic.patel.id ? elena : clinic.sam.patientId,
    providerId: provider.id,
    startsAt: from,
    endsAt: to,
    ...(overbook && { overbook }),
  });
const opens = async (openingHours: OpeningHours[]): Promise<void> => {
  const admin = await app.signIn(await app.addPerson(clinic.tenantId, 'admin', 'Dana Ortiz'));
  await admin.trpc.clinic.setSettings.mutate({ expectedVersion: 0, openingHours, stageMinutes: defaultClinicSettings.stageMinutes });
};
const everyDay = (opensAt: number, closesAt: number): OpeningHours[] => Array.from({ length: 7 }, () => ({ opens: opensAt, closes: closesAt }));
const clockIn = (zone: string) => runAsSuperuser(app.databaseUrl, `update tenant set time_zone = '${zone}' where tenant_id = '${clinic.tenantId}'`);

test('the first time in the clinic’s hours, and the offers after it one by one, of every provider', async () => {
  await book(clinic.patel, at('08:00'), at('09:10'));
  await book(clinic.chen, at('08:30'), at('09:30'));
  const offers = [];
  let beyond: { startsAt: string; providerId: string } | undefined;
  for (let count = 0; count < 5; count++) {
    const offer = await find(beyond && { beyond });
    if (offer.outcome === 'none') throw new Error('There is nothing free.');
    offers.push([offer.startsAt, offer.endsAt, offer.provider.name]);
    beyond = { startsAt: offer.startsAt, providerId: offer.provider.id };
  }
  expect(offers).toEqual([
    [at('08:00'), at('08:30'), 'Wei Chen'],
    [at('09:10'), at('09:40'), 'Anjali Patel'],
    [at('09:30'), at('10:00'), 'Wei Chen'],
    [at('09:40'), at('10:10'), 'Anjali Patel'],
    [at('10:00'), at('10:30'), 'Wei Chen'],
  ]);
});

test('of one provider, at or after the time that is asked for, on full five minutes', async () => {
  await book(clinic.chen, at('09:00'), at('09:50'));
  expect(await find({ providerId: clinic.chen.id, after: at('08:31'), minutes: 25 })).toMatchObject({ startsAt: at('08:35') });
  expect(await find({ providerId: clinic.chen.id, after: at('08:31') })).toMatchObject({ startsAt: at('09:50'), provider: { name: 'Wei Chen' } });
  expect(await refusalOf(find({ providerId: clinic.nurse.person.id }))).toMatchObject({ reason: 'NOT_FOUND' });
});

test('what is cancelled, and who did not come, frees the time; what is booked over another does not', async () => {
  const { trpc } = clinic.nurse;
  const first = await book(clinic.chen, at('08:00'), at('09:00'));
  const second = await book(clinic.chen, at('09:00'), at('10:00'));
  const over = await book(clinic.chen, at('08:15'), at('08:45'), { reason: 'Bleeding' });
  const free = () => find({ providerId: clinic.chen.id });
  expect(await free()).toMatchObject({ startsAt: at('10:00') });
  await trpc.appointments.setStatus.mutate({ id: second.id, expectedVersion: 1, status: 'no_show' });
  expect(await free()).toMatchObject({ startsAt: at('09:00') });
  await trpc.appointments.cancel.mutate({ id: first.id, expectedVersion: 1, reason: 'Ill' });
  expect(await free()).toMatchObject({ startsAt: at('08:45') });
  await trpc.appointments.cancel.mutate({ id: over.id, expectedVersion: 1, reason: 'Ill' });
  expect(await free()).toMatchObject({ startsAt: at('08:00') });
});

test('what is offered can be booked, and what is too long for the day is never offered', async () => {
  await opens(everyDay(540, 720));
  for (let count = 0; count < 8; count++) {
    const offer = await find({ minutes: 50 });
    if (offer.outcome === 'none') throw new Error('There is nothing free.');
    await book(offer.provider, offer.startsAt, offer.endsAt);
  }
  // three of fifty minutes fit into three hours, of two providers
  const { items } = await clinic.nurse.trpc.appointments.list.query({ from: at('00:00'), to: '2031-06-18T00:00:00Z' });
  expect(items.map(({ startsAt }) => startsAt.slice(8, 16))).toEqual(['16T09:00', '16T09:00', '16T09:50', '16T09:50', '16T10:40', '16T10:40', '17T09:00', '17T09:00']);
  expect(await find({ minutes: 190 })).toEqual({ outcome: 'none', until: '2031-07-28T00:00:00.000Z' });
});

test('closed days are passed over, and a clinic that never opens has nothing free', async () => {
  expect(await find({ after: '2031-06-20T17:40:00Z' })).toMatchObject({ startsAt: '2031-06-23T08:00:00.000Z' });
  await opens(Array.from({ length: 7 }, () => null));
  expect(await find()).toEqual({ outcome: 'none', until: '2031-07-28T00:00:00.000Z' });
});

test('nine is nine on the clinic’s wall before and after its clocks change', async () => {
  await clockIn('America/New_York');
  await opens(everyDay(540, 600));
  const offers = [];
  for (const after of ['2031-03-08T00:00:00-05:00', '2031-03-09T00:00:00-05:00', '2031-11-01T00:00:00-04:00', '2031-11-02T00:00:00-04:00']) {
    const offer = await find({ after });
    offers.push(offer.outcome === 'found' && offer.startsAt);
  }
  expect(offers).toEqual(['2031-03-08T14:00:00.000Z', '2031-03-09T13:00:00.000Z', '2031-11-01T13:00:00.000Z', '2031-11-02T14:00:00.000Z']);
});

test('the night in which the clocks change is as long as it is', async () => {
  await clockIn('Europe/Berlin');
  await opens(everyDay(0, 240));
  const night = (date: string, minutes: number) => find({ after: `${date}T00:00:00Z`, minutes, providerId: clinic.chen.id });
  // four hours on the clock are three in March, which is too little, and five in October
  expect(await night('2031-03-29', 200)).toMatchObject({ startsAt: '2031-03-30T22:00:00.000Z' });
  expect(await night('2031-10-25', 300)).toMatchObject({ startsAt: '2031-10-25T22:00:00.000Z' });
});

test('who looked for free time is written down', async () => {
  await find();
  const entries = await runAsSuperuser(app.databaseUrl, `select actor_id, outcome from audit_entry where action = 'appointments.findFree' and tenant_id = '${clinic.tenantId}'`);
  expect(entries).toEqual([{ actor_id: clinic.nurse.person.id, outcome: 'allowed' }]);
});
