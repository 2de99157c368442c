import { sql, type RawBuilder, type Selectable } from 'kysely';
import type { z } from 'zod';
import { appointmentStatuses } from '../../../shared/appointment-status.ts';
import type { Appointment, appointmentInputs, VisitDay } from '../../../shared/appointments.ts';
import { limits } from '../../../shared/limits.ts';
import type { TenantTransaction } from '../../db/database.ts';
import { timeCursor } from '../../db/page-cursor.ts';
import type { Schema } from '../../db/schema.ts';
import { notFound } from '../../failure.ts';

const columns = [
  'tenant_id',
  'id',
  'patient_id',
  'provider_id',
  'starts_at',
  'ends_at',
  'status',
  'status_since',
  'reason',
  'room_name',
  'overbooked',
  'overbook_reason',
  'cancel_reason',
  'version',
] as const;
type VisitItem = Pick<Selectable<Schema['appointment']>, (typeof columns)[number]>;
const selected = (of: string) => sql.join(columns.map((column) => sql.ref(`${of}.${column}`)));

/** Appointments with the names they speak of. The start of every query that shows one. */
export function selectAppointments(trx: TenantTransaction, visits: RawBuilder<VisitItem> = sql.table('appointment')) {
  return trx
    .selectFrom(visits.as('v'))
    .innerJoin('patient as p', (join) => join.onRef('p.tenant_id', '=', 'v.tenant_id').onRef('p.id', '=', 'v.patient_id'))
    .innerJoin('user_account as d', (join) =>
      join.onRef('d.tenant_id', '=', 'v.tenant_id').onRef('d.id', '=', 'v.provider_id'),
    )
    .select(['v.id', 'v.patient_id', 'v.provider_id', 'v.starts_at', 'v.ends_at', 'v.status', 'v.status_since', 'v.reason', 'v.room_name'])
    .select(['v.overbooked', 'v.overbook_reason', 'v.cancel_reason', 'v.version'])
    .select(['p.name as patient_name', 'p.date_of_birth', 'd.name as provider_name']);
}

export type AppointmentRow = Awaited<ReturnType<ReturnType<typeof selectAppointments>['execute']>>[number];

export const toAppointment = (row: AppointmentRow): Appointment => ({
  id: row.id,
  patient: { id: row.patient_id, name: row.patient_name, dateOfBirth: row.date_of_birth },
  provider: { id: row.provider_id, name: row.provider_name },
  startsAt: row.starts_at.toISOString(),
  endsAt: row.ends_at.toISOString(),
  status: row.status,
  reason: row.reason,
  roomName: row.room_name,
  overbooked: row.overbooked,
  version: row.version,
  statusSince: row.status_since.toISOString(),
});

/** These visits, in their order, with the names they speak of: each is read once, after the visits. */
async function withNames(trx: TenantTransaction, visits: RawBuilder<VisitItem>): Promise<AppointmentRow[]> {
  const rows = await trx.selectFrom(visits.as('v')).select(columns).execute();
  // behind an array of unknown length the planner asks the index alone
  const idsOf = (key: 'patient_id' | 'provider_id') => sql`array(select unnest(${[...new Set(rows.map((row) => row[key]))]}::uuid[]))`;
  const patients = await trx.selectFrom('patient').select(['id', 'name', 'date_of_birth']).where(sql<boolean>`id = any(${idsOf('patient_id')})`).execute();
  const providers = await trx.selectFrom('user_account').select(['id', 'name']).where('role', '<>', sql.lit('patient')).where(sql<boolean>`id = any(${idsOf('provider_id')})`).execute();
  const patientOf = new Map(patients.map((patient) => [patient.id, patient]));
  const nameOf = new Map(providers.map(({ id, name }) => [id, name]));
  return rows.map((row) => {
    const { name, date_of_birth } = patientOf.get(row.patient_id)!;
    return { ...row, patient_name: name, date_of_birth, provider_name: nameOf.get(row.provider_id)! };
  });
}

/** NOT_FOUND when the tenant has no such appointment. */
export async function appointmentById(trx: TenantTransaction, id: string): Promise<Appointment> {
  const row = await selectAppointments(trx).where('v.id', '=', id).executeTakeFirst();
  if (!row) throw notFound();
  return toAppointment(row);
}

/** The appointments that touch the time from `from` to `to`, cancelled ones too, by their start; more than fill a page go on at `nextCursor`. */
export async function appointmentsBetween(
  trx: TenantTransaction,
  { from, to, providerId, cursor }: z.output<typeof appointmentInputs.list>,
): Promise<{ items: Appointment[]; nextCursor: string | null }> {
  const [at, id] = cursor ? timeCursor.read(cursor) : [];
  const chosen = sql`${providerId ? sql`and v.provider_id = ${providerId}::uuid` : sql``}
    ${at !== undefined ? sql`and (v.starts_at, v.id) > (${new Date(at)}::timestamptz, ${id}::uuid)` : sql``}
    order by v.starts_at, v.id limit ${limits.schedule.appointments + 1}::int`;
  // a visit lasts a day at most; of those that began before, the index alone tells which are not over
  const visits = sql<VisitItem>`(
    select ${selected('v')} from (
      (select ${selected('v')} from appointment v where v.id = any(array(
        select v.id from appointment v
        where v.starts_at < ${new Date(from)} and v.starts_at > ${new Date(Date.parse(from) - limits.schedule.longest)} and v.ends_at > ${new Date(from)} ${chosen})))
      union all
      (select ${selected('v')} from appointment v where v.starts_at >= ${new Date(from)} and v.starts_at < ${new Date(to)} and v.ends_at > ${new Date(from)} ${chosen})
    ) v
    order by v.starts_at, v.id limit ${limits.schedule.appointments + 1}::int
  )`;
  const rows = await withNames(trx, visits);
  const page = rows.slice(0, limits.schedule.appointments);
  const last = page.at(-1);
  return {
    items: page.map(toAppointment),
    nextCursor: rows.length > page.length && last ? timeCursor.write([last.starts_at.getTime(), last.id]) : null,
  };
}

/** The days of the clinic's calendar from the one of `from` to before the one of `to`, with the visits that begin in each. */
export async function appointmentDays(
  trx: TenantTransaction,
  { from, to, providerId, statuses = [...appointmentStatuses] }: z.output<typeof appointmentInputs.days>,
): Promise<VisitDay[]> {
  const chosen = sql`v.starts_at > day.since - make_interval(secs => ${limits.schedule.longest / 1_000}) and v.starts_at < day.until and v.ends_at > day.since
    and v.status = any(${statuses}::text[])
    ${providerId ? sql`and v.provider_id = ${providerId}::uuid` : sql``}`;
  const { rows } = await sql<{ date: string; count: number; first: string[] }>`
    with day as materialized (
      select to_char(date, 'YYYY-MM-DD') as date, date::timestamp at time zone time_zone as since, (date + 1)::timestamp at time zone time_zone as until
      from tenant
      cross join lateral generate_series(
        (${from}::timestamptz at time zone time_zone)::date, ((${to}::timestamptz - interval '1 millisecond') at time zone time_zone)::date, interval '1 day'
      ) as shown (at)
      cross join lateral (select shown.at::date as date) calendar
    )
    select day.date, counted.count,
      array(select v.id from appointment v where ${chosen} order by v.starts_at, v.id limit ${limits.schedule.firstOfDay}) as first
    from day cross join lateral (select count(v.id) as count from appointment v where ${chosen}) counted
    order by day.date`.execute(trx);
  const first = sql<VisitItem>`(select ${selected('v')} from unnest(${rows.flatMap((row) => row.first)}::uuid[]) as wanted (id)
    cross join lateral (select ${selected('v')} from appointment v where v.id = wanted.id limit 1) v)`;
  const visits = await withNames(trx, first);
  const byId = new Map(visits.map((row) => [row.id, toAppointment(row)]));
  return rows.map(({ date, count, first }) => ({ date, count, first: first.map((id) => byId.get(id)!) }));
}

/** The first visit that takes up some of the provider's time from `startsAt` to `endsAt`, other than `exceptId`. */
export async function visitInTheWay(
  trx: TenantTransaction,
  { providerId, startsAt, endsAt, exceptId }: { providerId: string; startsAt: Date; endsAt: Date; exceptId: string },
): Promise<Appointment | null> {
  const row = await selectAppointments(trx)
    .where('v.provider_id', '=', providerId)
    .where('v.id', '<>', exceptId)
    .where('v.status', 'not in', ['cancelled', 'no_show'])
    .where('v.starts_at', '<', endsAt)
    .where('v.ends_at', '>', startsAt)
    // as above
    .where('v.starts_at', '>', new Date(startsAt.getTime() - limits.schedule.longest))
    .orderBy('v.starts_at')
    .executeTakeFirst();
  return row ? toAppointment(row) : null;
}
