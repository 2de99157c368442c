import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Appointment } from '../../shared/appointments.ts';
import { limits } from '../../shared/limits.ts';
import { openClinic, type TestClinic } from '../testing/clinic.ts';
import { refusalOf } from '../testing/refusal.ts';
import { runAsSuperuser } from '../testing/superuser.ts';
import { startTestApp, type TestApp } from '../testing/test-app.ts';

let app: TestApp;
let clinic: TestClinic;

beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app[Symbol.asyncDispose]());
beforeEach(async () => {
  clinic = await openClinic(app);
});

/** Puts `count` visits a minute apart into the provider's calendar, as many of them over another as it takes. */
const fill = (provider: { id: string }, from: string, count: number, status = 'scheduled') =>
  runAsSuperuser(
    app.databaseUrl,
    `insert into appointment (tenant_id, id, patient_id, provider_id, starts_at, ends_at, status, status_since, reason, overbooked, overbook_reason,
       created_by_id, client_appointment_id, created_at, updated_at)
     select $1, gen_random_uuid(), $2, $3, at, at + interval '10 minutes', $6, now(), '', true, 'x', $3, gen_random_uuid(), now(), now()
     from generate_series(0, $5::int - 1) n cross join lateral (select $4::timestamptz + n * interval '1 minute' as at) t`,
    [clinic.tenantId, clinic.sam.patientId, provider.id, from, count, status],
  );

const june = { from: '2031-05-31T22:00:00.000Z', to: '2031-06-30T22:00:00.000Z' };

test('a month has the days of the clinic’s calendar, each with its count and its first visits', async () => {
  await runAsSuperuser(app.databaseUrl, `update tenant set time_zone = 'Europe/Berlin' where tenant_id = $1`, [clinic.tenantId]);
  // the last minutes of the first of June in Berlin, from which visits reach into the second
  await fill(clinic.chen, '2031-06-01T21:55:00Z', 12);
  await fill(clinic.patel, '2031-06-02T08:00:00Z', 1, 'cancelled');
  const { days } = clinic.nurse.trpc.appointments;
  const { items } = await days.query(june);
  expect(items).toHaveLength(30);
  expect(items.map(({ count }) => count)).toEqual([5, 13, ...Array<number>(28).fill(0)]);
  expect([items[0]!.date, items[1]!.date, items[29]!.date]).toEqual(['2031-06-01', '2031-06-02', '2031-06-30']);
  expect(items[1]!.first.map(({ startsAt }) => startsAt)).toEqual(['2031-06-01T21:55:00.000Z', '2031-06-01T21:56:00.000Z', '2031-06-01T21:57:00.000Z']);
  expect(items[0]!.first[0]).toMatchObject({ provider: { name: 'Wei Chen' }, patient: { name: 'Sam Porter' } });
  const counts = async (input: Partial<Parameters<typeof days.query>[0]>) => (await days.query({ ...june, ...input })).items.slice(0, 2).map(({ count }) => count);
  expect(await counts({ statuses: ['scheduled'] })).toEqual([5, 12]);
  expect(await counts({ providerId: clinic.patel.id })).toEqual([0, 1]);
  expect(await counts({ statuses: [] })).toEqual([0, 0]);
  expect(await refusalOf(days.query({ from: june.to, to: june.from }))).toMatchObject({ reason: 'BAD_INPUT', issues: [{ path: 'to' }] });
});

test('a list of more visits than an answer holds goes on, with each of them once', async () => {
  await fill(clinic.chen, '2031-06-02T00:00:00Z', limits.schedule.appointments + 3);
  const { list } = clinic.nurse.trpc.appointments;
  const first = await list.query(june);
  expect(first.items).toHaveLength(limits.schedule.appointments);
  const second: { items: Appointment[]; nextCursor: string | null } = await list.query({ ...june, cursor: first.nextCursor });
  expect(second.items).toHaveLength(3);
  expect(second.nextCursor).toBeNull();
  expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(limits.schedule.appointments + 3);
  expect(await refusalOf(list.query({ ...june, cursor: 'x' }))).toMatchObject({ reason: 'BAD_INPUT', issues: [{ path: 'cursor' }] });
});
