import { sql, type Insertable } from 'kysely';
import { v7 } from 'uuid';
import type { AppointmentStatus } from '../../../shared/appointment-status.ts';
import { defaultClinicSettings } from '../../../shared/clinic-settings.ts';
import type { TenantTransaction } from '../database.ts';
import type { Schema } from '../schema.ts';
import { patientCalled, staffCalled, type Cast } from './cast.ts';
import { hoursAround } from './clinic-hours.ts';
import { northsideDays, visitsOn, type VisitScript } from './northside-visits.ts';
import { visitHistory } from './visit-history.ts';

const minute = 60_000;

/** Where a visit stands of which the script does not say it, when it ends in so many minutes: what is past is done, what comes is booked. */
export function statusAt(endsIn: number, index: number): AppointmentStatus {
  if (endsIn <= 0) return index % 7 === 3 ? 'no_show' : 'completed';
  return index % 3 === 0 ? 'scheduled' : 'confirmed';
}

/** Books the days around `now`: today's visits stand around this very minute, those of other days around the same time on the clinic's wall. */
export async function insertVisits(trx: TenantTransaction, cast: Cast, timeZone: string, now: number): Promise<void> {
  await insertRows(trx, await visitRows(trx, cast, timeZone, now, northsideDays));
}

export async function insertRows(trx: TenantTransaction, rows: Pick<VisitRows, 'visit' | 'history'>[]): Promise<void> {
  if (rows.length === 0) return;
  await trx.insertInto('appointment').values(rows.map(({ visit }) => visit)).execute();
  await trx.insertInto('appointment_change').values(rows.flatMap(({ history }) => history)).execute();
}

/** A visit as the database keeps it, with how it came to where it stands. */
export interface VisitRows {
  visit: Insertable<Schema['appointment']>;
  history: ReturnType<typeof visitHistory>;
  /** The script says where it stands. */
  isStaged: boolean;
}

/** The visits of the days that lie so far from today. */
export async function visitRows(trx: TenantTransaction, cast: Cast, timeZone: string, now: number, days: readonly number[]): Promise<VisitRows[]> {
  const desk = staffCalled(cast, 'Ben Whitaker').id;
  const nurse = staffCalled(cast, 'Rosa Jimenez').id;
  const bookedAt = now - 14 * 24 * 60 * minute;
  const wall = await wallClock(trx, timeZone, now);
  const { opens, closes } = hoursAround(wall.minutes);
  const isOpen = ([, startsIn, length]: VisitScript): boolean => {
    const start = wall.middle + startsIn;
    return closes - opens === 24 * 60 || (start >= opens && start + length <= closes);
  };
  const row = ([provider, startsIn, length, patient, reason, room, standing]: VisitScript, middle: number, index: number) => {
    const startsAt = middle + startsIn * minute;
    const isToday = middle === wall.middles.get(0);
    const [status, since] = isToday && standing ? standing : [statusAt((startsAt - now) / minute + length, index), null];
    const id = v7();
    const providerId = staffCalled(cast, provider).id;
    const hands = { desk, nurse, provider: providerId };
    const history = visitHistory({ tenantId: cast.tenantId, visitId: id, status, since, length, startsAt, bookedAt, now, hands });
    const visit = {
      tenant_id: cast.tenantId,
      id,
      patient_id: patientCalled(cast, patient).id,
      provider_id: providerId,
      starts_at: new Date(startsAt),
      ends_at: new Date(startsAt + length * minute),
      status,
      status_since: history.at(-1)!.at,
      version: history.length,
      reason,
      room_name: room ?? null,
      overbook_reason: null,
      cancel_reason: null,
      created_by_id: desk,
      client_appointment_id: v7(),
      created_at: new Date(bookedAt),
      updated_at: history.at(-1)!.at,
    };
    return { visit, history, isStaged: isToday && standing !== undefined };
  };
  return days.flatMap((offset) => visitsOn(offset).filter(isOpen).map((visit, index) => row(visit, wall.middles.get(offset)!, index)));
}

/** Open every day: whoever looks at the clinic first on a Sunday, or at night, finds a working day all the same. */
export async function insertClinicSettings(trx: TenantTransaction, tenantId: string, timeZone: string, now: number): Promise<void> {
  await trx
    .insertInto('clinic_settings')
    .values({
      tenant_id: tenantId,
      opening_hours: await openingHours(trx, timeZone, now),
      stage_minutes: JSON.stringify(defaultClinicSettings.stageMinutes),
      version: 1,
      updated_by_id: null,
      updated_at: new Date(now),
    })
    .execute();
}

/** The hours of every weekday by the time that it is, as the database keeps them. */
export async function openingHours(trx: TenantTransaction, timeZone: string, now: number): Promise<string> {
  const { minutes } = await wallClock(trx, timeZone, now);
  return JSON.stringify(Array.from({ length: 7 }, () => hoursAround(minutes)));
}

interface WallClock {
  /** After midnight; `middle` is rounded down to ten. */
  minutes: number;
  middle: number;
  /** By the offset of a day from today: the instant at which the wall shows `middle` there, in milliseconds. */
  middles: Map<number, number>;
}

/** What the clock on the clinic's wall shows: Postgres knows its zone and when its clocks change. */
async function wallClock(trx: TenantTransaction, timeZone: string, now: number): Promise<WallClock> {
  const local = sql`(to_timestamp(${now / 1_000}::float8) at time zone ${timeZone})`;
  const { rows } = await sql<{ days: number; minutes: number; at: Date }>`
    select days, (extract(hour from ${local}) * 60 + extract(minute from ${local}))::int as minutes,
      (date_trunc('hour', ${local}) + floor(extract(minute from ${local}) / 10) * interval '10 minutes' + make_interval(days => days)) at time zone ${timeZone} as at
    from unnest(${[...northsideDays]}::int[]) as days`.execute(trx);
  const { minutes } = rows[0]!;
  const today = now - (minutes % 10) * minute - (now % minute);
  const middles = new Map(rows.map(({ days, at }) => [days, days === 0 ? today : at.getTime()]));
  return { minutes, middle: minutes - (minutes % 10), middles };
}
