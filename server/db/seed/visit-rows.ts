import { sql } from 'kysely';
import { v7 } from 'uuid';
import type { AppointmentStatus } from '../../../shared/appointment-status.ts';
import { defaultClinicSettings } from '../../../shared/clinic-settings.ts';
import type { TenantTransaction } from '../database.ts';
import { patientCalled, staffCalled, type Cast } from './cast.ts';
import { northsideDays, type VisitScript } from './northside-visits.ts';
import { visitHistory } from './visit-history.ts';

const minute = 60_000;

/** Where a visit stands when its start is `ahead` minutes from now: what is past is done, what comes is booked. */
export function statusAt(ahead: number, length: number, index: number): AppointmentStatus {
  if (ahead < -length) return index % 7 === 3 ? 'no_show' : 'completed';
  if (ahead < -10) return 'with_provider';
  if (ahead < 0) return 'in_room';
  if (ahead < 15) return 'checked_in';
  return index % 3 === 0 ? 'scheduled' : 'confirmed';
}

/** Books the days around `now` by the clock on the clinic's wall: Postgres knows its zone and when its clocks change. */
export async function insertVisits(trx: TenantTransaction, cast: Cast, timeZone: string, now: number): Promise<void> {
  const { today, minutes } = await wallClock(trx, timeZone, now);
  const desk = staffCalled(cast, 'Ben Whitaker').id;
  const nurse = staffCalled(cast, 'Rosa Jimenez').id;
  const created_at = new Date(now - 14 * 24 * 60 * minute);
  const row = ([provider, startsAt, length, patient, reason, room]: VisitScript, offset: number, index: number) => {
    const ahead = offset * 24 * 60 + startsAt - minutes;
    const status = statusAt(ahead, length, index);
    const wall = (after: number) =>
      sql<Date>`(${today}::date + ${offset}::int + make_interval(mins => ${after}::int)) at time zone ${timeZone}`;
    const id = v7();
    const providerId = staffCalled(cast, provider).id;
    const history = visitHistory({
      tenantId: cast.tenantId,
      visitId: id,
      status,
      length,
      startsAt: now + ahead * minute,
      bookedAt: created_at.getTime(),
      now,
      hands: { desk, nurse, provider: providerId },
    });
    const visit = {
      tenant_id: cast.tenantId,
      id,
      patient_id: patientCalled(cast, patient).id,
      provider_id: providerId,
      starts_at: wall(startsAt),
      ends_at: wall(startsAt + length),
      status,
      status_since: history.at(-1)!.at,
      version: history.length,
      reason,
      room_name: room ?? null,
      overbook_reason: null,
      cancel_reason: null,
      created_by_id: desk,
      client_appointment_id: v7(),
      created_at,
      updated_at: history.at(-1)!.at,
    };
    return { visit, history };
  };
  const rows = northsideDays.flatMap(({ offset, visits }) => visits.map((visit, index) => row(visit, offset, index)));
  await trx.insertInto('appointment').values(rows.map(({ visit }) => visit)).execute();
  await trx.insertInto('appointment_change').values(rows.flatMap(({ history }) => history)).execute();
}

/** Open every day: whoever looks at the clinic first on a Sunday finds a working day all the same. */
export async function insertClinicSettings(trx: TenantTransaction, tenantId: string, now: number): Promise<void> {
  const hours = Array.from({ length: 7 }, () => ({ opens: 8 * 60, closes: 17 * 60 }));
  await trx
    .insertInto('clinic_settings')
    .values({
      tenant_id: tenantId,
      opening_hours: JSON.stringify(hours),
      stage_minutes: JSON.stringify(defaultClinicSettings.stageMinutes),
      version: 1,
      updated_by_id: null,
      updated_at: new Date(now),
    })
    .execute();
}

async function wallClock(trx: TenantTransaction, timeZone: string, now: number): Promise<{ today: string; minutes: number }> {
  const local = sql`(to_timestamp(${now / 1_000}::float8) at time zone ${timeZone})`;
  const { rows } = await sql<{ today: string; minutes: number }>`
    select ${local}::date as today, (extract(hour from ${local}) * 60 + extract(minute from ${local}))::int as minutes`.execute(trx);
  return rows[0]!;
}
