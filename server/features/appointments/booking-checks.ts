import { sql } from 'kysely';
import type { UnusualTime } from '../../../shared/appointments.ts';
import { isOpen } from '../../../shared/opening-hours.ts';
import type { ErrorReason } from '../../../shared/errors.ts';
import { limits } from '../../../shared/limits.ts';
import { sentence } from '../../../shared/text.ts';
import type { Clock } from '../../clock.ts';
import type { TenantTransaction } from '../../db/database.ts';
import { Failure } from '../../failure.ts';
import { clinicSettings } from '../clinic/queries.ts';
import { requireFreeSlot, type Slot } from './access.ts';
import type { Booking } from './booking.ts';
import { selectAppointments } from './queries.ts';

/** PROVIDER_BUSY, PATIENT_BUSY or ROOM_BUSY, with who and when, if another visit stands in the way. The calendars are locked. */
export async function requireNobodyInTheWay(trx: TenantTransaction, booking: Booking): Promise<void> {
  await requireFreeSlot(trx, booking);
  await requireOtherTime(trx, booking, 'PATIENT_BUSY', (name) => sentence`${name} has another visit at this time.`);
  if (booking.roomName) await requireFreeRoom(trx, booking, booking.roomName);
}

/** ROOM_BUSY if another visit is in the room. Those who want one room at once take turns. */
export async function requireFreeRoom(trx: TenantTransaction, booking: Booking, roomName: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(current_setting('app.tenant') || lower(${roomName}), 0))`.execute(trx);
  await requireOtherTime(trx, booking, 'ROOM_BUSY', () => sentence`Room ${roomName} is taken at this time.`);
}

async function requireOtherTime(
  trx: TenantTransaction,
  { patientId, roomName, startsAt, endsAt, exceptId }: Booking,
  reason: Extract<ErrorReason, 'PATIENT_BUSY' | 'ROOM_BUSY'>,
  words: (patient: string) => string,
): Promise<void> {
  const visit = await selectAppointments(trx)
    .where('v.id', '<>', exceptId)
    .where('v.status', 'not in', ['cancelled', 'no_show'])
    .where('v.starts_at', '<', endsAt)
    .where('v.ends_at', '>', startsAt)
    .where('v.starts_at', '>', new Date(startsAt.getTime() - limits.schedule.longest))
    .where((where) => (reason === 'PATIENT_BUSY' ? where('v.patient_id', '=', patientId) : where(sql<string>`lower(v.room_name)`, '=', (roomName ?? '').toLowerCase())))
    .orderBy('v.starts_at')
    .executeTakeFirst();
  if (!visit) return;
  throw new Failure(reason, words(visit.patient_name), {
    busy: { appointmentId: visit.id, patientName: visit.patient_name, startsAt: visit.starts_at.toISOString(), endsAt: visit.ends_at.toISOString() },
  });
}

const unusualWords: Record<UnusualTime, string> = { past: 'This time is in the past.', closed: 'The clinic is closed then.' };

/** UNUSUAL_TIME if the visit begins in the past, or is not within the clinic's hours. */
export async function requireUsualTime(trx: TenantTransaction, clock: Clock, { startsAt, endsAt }: Pick<Slot, 'startsAt' | 'endsAt'>): Promise<void> {
  const unusual: UnusualTime[] = [];
  if (startsAt.getTime() < clock.now() - limits.visit.lateEntry) unusual.push('past');
  if (await isClosed(trx, startsAt, endsAt)) unusual.push('closed');
  if (unusual.length > 0) throw new Failure('UNUSUAL_TIME', unusual.map((what) => unusualWords[what]).join(' '), { unusual });
}

/** Postgres knows the clocks of the clinic's zone. */
async function isClosed(trx: TenantTransaction, startsAt: Date, endsAt: Date): Promise<boolean> {
  const { openingHours } = await clinicSettings(trx);
  const start = sql`(${startsAt}::timestamptz at time zone time_zone)`;
  const minutesAfterMidnight = (at: Date) => sql<number>`(extract(epoch from (${at}::timestamptz at time zone time_zone) - date_trunc('day', ${start})) / 60)::int`;
  const { weekday, from, to } = await trx
    .selectFrom('tenant')
    .select([sql<number>`extract(isodow from ${start})::int`.as('weekday'), minutesAfterMidnight(startsAt).as('from'), minutesAfterMidnight(endsAt).as('to')])
    .executeTakeFirstOrThrow();
  return !isOpen(openingHours, weekday - 1, from, to);
}
