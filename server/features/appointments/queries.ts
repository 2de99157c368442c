import { sql } from 'kysely';
import type { Appointment } from '../../../shared/appointments.ts';
import { limits } from '../../../shared/limits.ts';
import type { TenantTransaction } from '../../db/database.ts';
import { notFound } from '../../failure.ts';

/** Appointments with the names they speak of. The start of every query that shows one. */
export function selectAppointments(trx: TenantTransaction) {
  return trx
    .selectFrom('appointment as v')
    .innerJoin('patient as p', (join) => join.onRef('p.tenant_id', '=', 'v.tenant_id').onRef('p.id', '=', 'v.patient_id'))
    .innerJoin('user_account as d', (join) =>
      join.onRef('d.tenant_id', '=', 'v.tenant_id').onRef('d.id', '=', 'v.provider_id'),
    )
    .selectAll('v')
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

/** NOT_FOUND when the tenant has no such appointment. */
export async function appointmentById(trx: TenantTransaction, id: string): Promise<Appointment> {
  const row = await selectAppointments(trx).where('v.id', '=', id).executeTakeFirst();
  if (!row) throw notFound();
  return toAppointment(row);
}

/** The appointments that touch the time from `from` to `to`, cancelled ones too, by their start. */
export async function appointmentsBetween(
  trx: TenantTransaction,
  { from, to, providerId }: { from: string; to: string; providerId?: string | undefined },
): Promise<Appointment[]> {
  let query = selectAppointments(trx)
    .where('v.starts_at', '<', new Date(to))
    .where('v.ends_at', '>', new Date(from))
    // a visit lasts a day at most, so the index on the start bounds the search from both sides
    .where('v.starts_at', '>', new Date(Date.parse(from) - limits.schedule.longest))
    .orderBy('v.starts_at')
    .orderBy('v.id')
    .limit(limits.schedule.appointments);
  if (providerId) query = query.where('v.provider_id', '=', providerId);
  return (await query.execute()).map(toAppointment);
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
    .where(sql<boolean>`tstzrange(v.starts_at, v.ends_at) && tstzrange(${startsAt}, ${endsAt})`)
    .orderBy('v.starts_at')
    .executeTakeFirst();
  return row ? toAppointment(row) : null;
}
