import { sql } from 'kysely';
import { v7 } from 'uuid';
import { scheduleTopic } from '../../../shared/topics.ts';
import type { ScheduleEvent } from '../../../shared/schedule.ts';
import { appointmentById } from '../../features/appointments/queries.ts';
import type { TenantTransaction } from '../database.ts';
import type { Cast } from './cast.ts';
import type { DemoTenant } from './demo-tenants.ts';
import { northsidePatients } from './northside-visits.ts';
import { insertRows, openingHours, visitRows, type VisitRows } from './visit-rows.ts';

/** A demonstration that is started again so much later has another day, in milliseconds. */
const dayIsOver = 6 * 3_600_000;
const inHouse = ['checked_in', 'in_room', 'with_provider'] as const;

/** Lays today's visits around `now`, beside what people have booked themselves, when nobody has been in the house for hours. */
export async function renewDay(trx: TenantTransaction, tenant: DemoTenant, now: number): Promise<void> {
  // processes that start together take turns, and the second finds people in the house
  await sql`select pg_advisory_xact_lock(hashtextextended(${tenant.id}, 0))`.execute(trx);
  const since = new Date(now - dayIsOver);
  const present = await trx.selectFrom('appointment').select('id').where('status', 'in', inHouse).where('status_since', '>', since).limit(1).execute();
  if (present.length > 0) return;
  const cast = await castOf(trx, tenant);
  if (!cast) return;
  const ended = await endVisits(trx, cast, now);
  await trx.updateTable('clinic_settings').set({ opening_hours: await openingHours(trx, tenant.timeZone, now) }).where('updated_by_id', 'is', null).execute();
  const rows = (await visitRows(trx, cast, tenant.timeZone, now, [0])).map((row) => ({ ...row, isInTheWay: false }));
  for (const row of rows) row.isInTheWay = await isTaken(trx, row);
  // who stands on the board is there all the same
  const kept = rows.filter(({ isInTheWay, isStaged }) => !isInTheWay || isStaged);
  const overbooked = { overbooked: true, overbook_reason: 'Comes in between' };
  await insertRows(trx, kept.map(({ visit, history, isInTheWay }) => ({ visit: isInTheWay ? { ...visit, ...overbooked } : visit, history })));
  await tell(trx, tenant.id, [...ended, ...kept.map(({ visit }) => visit.id)], now);
}

/** The people as the script calls them; null when somebody is no longer called so. */
async function castOf(trx: TenantTransaction, { id: tenantId }: DemoTenant): Promise<Cast | null> {
  const accounts = await trx.selectFrom('user_account').select(['id', 'name', 'role']).execute();
  const rows = await trx.selectFrom('patient').select(['id', 'name', 'date_of_birth', 'user_id']).orderBy('created_at').execute();
  const patients = rows.map(({ id, name, date_of_birth, user_id }) => ({ id, name, dateOfBirth: date_of_birth, userId: user_id }));
  const isWhole =
    ['Ben Whitaker', 'Rosa Jimenez', 'Dr. Wei Chen', 'Dr. Anjali Patel'].every((name) => accounts.some((one) => one.name === name)) &&
    [...northsidePatients.map(({ name }) => name), 'Sam Porter'].every((name) => patients.some((one) => one.name === name));
  return isWhole ? { tenantId, accounts, patients } : null;
}

/** Whoever came on an earlier day has gone home, and whose visit is past was seen. Answers with the visits' ids. */
async function endVisits(trx: TenantTransaction, { tenantId, accounts }: Cast, now: number): Promise<string[]> {
  const left = await trx
    .selectFrom('appointment')
    .select(['id', 'status', 'version', 'ends_at', 'status_since'])
    .where('status', 'in', ['scheduled', 'confirmed', ...inHouse])
    .where('ends_at', '<', new Date(now))
    .execute();
  const actor_id = accounts.find(({ name }) => name === 'Ben Whitaker')!.id;
  for (const { id, status, version, ends_at, status_since } of left) {
    const at = new Date(Math.max(ends_at.getTime(), status_since.getTime() + 1));
    const change = { tenant_id: tenantId, appointment_id: id, id: v7(), kind: 'status_changed' as const, actor_id, from_value: status, to_value: 'completed', reason: null, at };
    await trx.updateTable('appointment').set({ status: 'completed', status_since: at, version: version + 1, updated_at: at }).where('id', '=', id).execute();
    await trx.insertInto('appointment_change').values(change).execute();
  }
  return left.map(({ id }) => id);
}

async function isTaken(trx: TenantTransaction, { visit }: VisitRows): Promise<boolean> {
  const others = await trx
    .selectFrom('appointment')
    .select('id')
    .where('provider_id', '=', visit.provider_id)
    .where('status', 'not in', ['cancelled', 'no_show'])
    .where('starts_at', '<', visit.ends_at)
    .where('ends_at', '>', visit.starts_at)
    .limit(1)
    .execute();
  return others.length > 0 && visit.status !== 'no_show';
}

/** Writes what changed into the schedule's log: a browser that has been open since yesterday reads on there. */
async function tell(trx: TenantTransaction, tenant_id: string, ids: string[], now: number): Promise<void> {
  const topic = await trx
    .insertInto('topic')
    .values({ tenant_id, name: scheduleTopic, seq: ids.length })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'name']).doUpdateSet((eb) => ({ seq: eb('topic.seq', '+', ids.length) })))
    .returning('seq')
    .executeTakeFirstOrThrow();
  for (const [index, id] of ids.entries()) {
    const position = { seq: topic.seq - ids.length + index + 1, at: new Date(now).toISOString() };
    const body: ScheduleEvent = { type: 'appointment.updated', ...position, appointment: await appointmentById(trx, id) };
    await trx
      .insertInto('event')
      .values({ tenant_id, topic: scheduleTopic, seq: position.seq, at: new Date(now), type: body.type, audience: 'staff', body: JSON.stringify(body) })
      .execute();
  }
}
