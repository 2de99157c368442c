import { afterAll, beforeAll, expect, test } from 'vitest';
import { defaultClinicSettings } from '../../../shared/clinic-settings.ts';
import { isOpen, orderStatuses } from '../../../shared/order-status.ts';
import { waitingStageOrder, waitingStages, waitsSince } from '../../../shared/waiting-stages.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/postgres-database.ts';
import { createDatabase, type Database } from '../database.ts';
import { demoTenants } from './demo-tenants.ts';
import { seedDemo } from './seed-demo.ts';

const minute = 60_000;
const zone = 'America/New_York';

/** Starts of the demonstration, in UTC: New York is five hours behind, four in summer. */
const starts: [when: string, now: string][] = [
  ['a Tuesday at noon', '2026-03-10T16:07:00Z'],
  ['ten minutes before midnight', '2026-06-17T03:50:00Z'],
  ['the last minute of a day', '2026-06-17T03:59:59Z'],
  ['midnight', '2026-06-17T04:00:00Z'],
  ['four minutes into New Year’s Day', '2027-01-01T05:04:00Z'],
  ['three at night', '2026-11-19T08:00:00Z'],
  ['a Sunday afternoon', '2026-11-22T20:31:00Z'],
  ['a Sunday late at night', '2026-11-23T04:52:00Z'],
  ['seven in the morning', '2026-02-28T12:00:00Z'],
  ['the minute after clocks go forward', '2026-03-08T07:01:00Z'],
  ['the hour that comes twice', '2026-11-01T06:30:00Z'],
  ['the evening before clocks go back', '2026-10-31T23:40:00Z'],
];

const databases: TestDatabase[] = [];
const connections: Database[] = [];

/** The demonstration as it is when it is first started then. */
async function startedAt(now: string): Promise<Database> {
  const testDatabase = await createTestDatabase();
  databases.push(testDatabase);
  const db = createDatabase({ url: testDatabase.loginUrl, poolSize: 2, onConnectionError: () => undefined });
  connections.push(db);
  await seedDemo(db, { now: () => Date.parse(now) });
  return db;
}

const started = new Map<string, Database>();
beforeAll(async () => {
  for (const [, now] of starts) started.set(now, await startedAt(now));
}, 120_000);
afterAll(async () => {
  for (const db of connections) await db.close();
  for (const testDatabase of databases) await testDatabase.drop();
});

const wallFormat = new Intl.DateTimeFormat('en-CA', { timeZone: zone, weekday: 'long', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

function wall(at: number): { day: string; weekday: number; minutes: number } {
  const parts = Object.fromEntries(wallFormat.formatToParts(at).map(({ type, value }) => [type, value]));
  const weekday = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'].indexOf(parts['weekday']!);
  return { day: `${parts['year']}-${parts['month']}-${parts['day']}`, weekday, minutes: Number(parts['hour']) * 60 + Number(parts['minute']) };
}

const clinic = demoTenants.find(({ kind }) => kind === 'clinic')!;

async function clinicAt(now: string) {
  return started.get(now)!.withTenant(clinic.id, async (trx) => ({
    visits: await trx.selectFrom('appointment').select(['starts_at', 'ends_at', 'status', 'status_since', 'provider_id']).orderBy('starts_at').execute(),
    hours: (await trx.selectFrom('clinic_settings').select('opening_hours').executeTakeFirstOrThrow()).opening_hours,
  }));
}

test.each(starts)('first started on %s, the clinic has somebody in every stage of today’s board, and one who waits too long', async (_, start) => {
  const now = Date.parse(start);
  const { visits } = await clinicAt(start);
  // as the board asks: whatever lies in today by the clinic's clock, if only in part
  const today = wall(now).day;
  const todays = visits.filter(({ starts_at, ends_at }) => wall(starts_at.getTime()).day <= today && wall(ends_at.getTime() - 1).day >= today);
  for (const stage of waitingStageOrder) expect(todays.filter(({ status }) => waitingStages[stage].statuses.includes(status)), stage).not.toEqual([]);
  const late = todays.filter(({ status, starts_at, status_since }) => {
    const stage = waitingStageOrder.find((one) => waitingStages[one].statuses.includes(status));
    if (stage === undefined || stage === 'done') return false;
    const since = waitsSince(stage, { startsAt: starts_at.toISOString(), statusSince: status_since.toISOString() });
    return now - since > defaultClinicSettings.stageMinutes[stage] * minute;
  });
  expect(late.map(({ status }) => status)).toEqual(['checked_in']);
  for (const { status_since } of visits) expect(status_since.getTime()).toBeLessThan(now);
});

test.each(starts)('first started on %s, the clinic is open, for an hour at least or until midnight', async (_, start) => {
  const { hours } = await clinicAt(start);
  const { weekday, minutes } = wall(Date.parse(start));
  const today = hours[weekday];
  expect(today).not.toBeNull();
  expect(today!.opens).toBeLessThanOrEqual(minutes);
  expect(today!.closes).toBeGreaterThanOrEqual(Math.min(24 * 60, minutes + 60));
});

test.each(starts)('first started on %s, what is past is done and what comes is booked, on days before and after', async (_, start) => {
  const now = Date.parse(start);
  const { visits } = await clinicAt(start);
  expect(visits.length).toBeGreaterThan(60);
  for (const { starts_at, ends_at, status } of visits) {
    // somebody always takes a few minutes more
    if (ends_at.getTime() < now - 10 * minute) expect(['completed', 'no_show']).toContain(status);
    if (starts_at.getTime() > now + 60 * minute) expect(['scheduled', 'confirmed']).toContain(status);
  }
  expect(visits[0]!.starts_at.getTime()).toBeLessThan(now - 24 * 60 * minute);
  expect(visits.at(-1)!.starts_at.getTime()).toBeGreaterThan(now + 3 * 24 * 60 * minute);
});

test.each(starts)('first started on %s, each pharmacy has open orders that are new, that wait too long, and whose turn the patient’s is', async (_, start) => {
  const now = Date.parse(start);
  for (const { id } of demoTenants.filter(({ kind }) => kind === 'pharmacy')) {
    const orders = await started.get(start)!.withTenant(id, (trx) => trx.selectFrom('chat_order').select(['status', 'answered', 'waiting_since']).execute());
    const open = orders.filter(({ status }) => isOpen(status));
    const waiting = open.filter(({ answered }) => !answered).map(({ waiting_since }) => (now - waiting_since.getTime()) / minute);
    expect(waiting.some((minutes) => minutes < 15)).toBe(true);
    expect(waiting.some((minutes) => minutes >= 15 && minutes < 30)).toBe(true);
    expect(waiting.some((minutes) => minutes >= 30)).toBe(true);
    expect(open.some(({ answered }) => answered)).toBe(true);
  }
  const greenleaf = await started.get(start)!.withTenant(demoTenants[0]!.id, (trx) => trx.selectFrom('chat_order').select('status').distinct().execute());
  expect(new Set(greenleaf.map(({ status }) => status))).toEqual(new Set(orderStatuses));
});

test('started again the next day, it has a new day beside what people booked, told in the log, once', async () => {
  const first = '2026-06-17T03:50:00Z';
  const db = await startedAt(first);
  const [visit] = await db.withTenant(clinic.id, (trx) => trx.selectFrom('appointment').selectAll().where('status', '=', 'confirmed').orderBy('starts_at', 'desc').limit(1).execute());
  const later = Date.parse('2026-06-18T13:37:00Z');
  // somebody has booked over the middle of it
  const starts_at = new Date(later - 3_600_000);
  await db.withTenant(clinic.id, (trx) => trx.updateTable('appointment').set({ starts_at, ends_at: new Date(later + 3_600_000) }).where('id', '=', visit!.id).execute());
  const restart = (at: number) => seedDemo(db, { now: () => at });
  const count = () => db.withTenant(clinic.id, (trx) => trx.selectFrom('appointment').select((eb) => eb.fn.countAll<number>().as('all')).executeTakeFirstOrThrow());

  const before = await count();
  await restart(Date.parse(first) + 3 * 3_600_000);
  expect(await count()).toEqual(before);
  await Promise.all([restart(later), restart(later)]);
  await restart(later + 3_600_000);

  const visits = await db.withTenant(clinic.id, (trx) => trx.selectFrom('appointment').selectAll().execute());
  const today = wall(later).day;
  const todays = visits.filter(({ starts_at: from, ends_at }) => wall(from.getTime()).day <= today && wall(ends_at.getTime() - 1).day >= today);
  for (const stage of waitingStageOrder) expect(todays.filter(({ status }) => waitingStages[stage].statuses.includes(status)), stage).not.toEqual([]);
  expect(todays.filter(({ status, status_since }) => status === 'checked_in' && later - status_since.getTime() > 30 * minute)).toHaveLength(1);
  expect(todays.find(({ id }) => id === visit!.id)).toMatchObject({ starts_at, status: 'confirmed' });
  expect(visits.filter(({ ends_at, status }) => ends_at.getTime() < later - 10 * minute && !['completed', 'no_show'].includes(status))).toEqual([]);
  const events = await db.withTenant(clinic.id, (trx) => trx.selectFrom('event').select(['seq', 'body']).where('topic', '=', 'schedule').orderBy('seq').execute());
  const topic = await db.withTenant(clinic.id, (trx) => trx.selectFrom('topic').select('seq').where('name', '=', 'schedule').executeTakeFirstOrThrow());
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
  expect(topic.seq).toBe(events.length);
  for (const { body } of events) {
    const { appointment } = JSON.parse(body) as { appointment: { id: string; version: number; status: string } };
    expect(visits.find(({ id }) => id === appointment.id)).toMatchObject({ version: appointment.version, status: appointment.status });
  }
});
