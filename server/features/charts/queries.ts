import type { Chart, TimelineEntry } from '../../../shared/charts.ts';
import { limits } from '../../../shared/limits.ts';
import type { TenantTransaction } from '../../db/database.ts';
import { selectAppointments, toAppointment } from '../appointments/queries.ts';
import { patientById } from '../patients/queries.ts';
import { readThreads, threadsAbout, threadsAs } from '../threads/queries.ts';

/** A patient's page as the person sees it at `now`. NOT_FOUND when the tenant has no such patient. */
export async function chartOf(trx: TenantTransaction, userId: string, patientId: string, now: Date): Promise<Chart> {
  const patient = await patientById(trx, patientId);
  const visits = selectAppointments(trx).where('v.patient_id', '=', patientId).limit(limits.page.chart);
  // a visit lasts a day at most, so the index on the start bounds both
  const upcoming = await visits
    .where('v.ends_at', '>', now)
    .where('v.starts_at', '>', new Date(now.getTime() - limits.schedule.longest))
    .orderBy('v.starts_at')
    .orderBy('v.id')
    .execute();
  const past = await visits.where('v.ends_at', '<=', now).where('v.starts_at', '<', now).orderBy('v.starts_at', 'desc').orderBy('v.id', 'desc').execute();
  const threads = await readThreads(trx, threadsAbout(userId, patientId, limits.page.chart));
  return {
    patient,
    appointments: { upcoming: upcoming.map(toAppointment), past: past.map(toAppointment) },
    threads: await threadsAs(trx, userId, threads),
    timeline: await timelineOf(trx, patientId),
  };
}

async function timelineOf(trx: TenantTransaction, patientId: string): Promise<TimelineEntry[]> {
  const rows = await trx
    .selectFrom('appointment as v')
    .innerJoin('appointment_change as e', (join) => join.onRef('e.tenant_id', '=', 'v.tenant_id').onRef('e.appointment_id', '=', 'v.id'))
    .innerJoin('user_account as a', (join) => join.onRef('a.tenant_id', '=', 'e.tenant_id').onRef('a.id', '=', 'e.actor_id'))
    .innerJoin('user_account as d', (join) => join.onRef('d.tenant_id', '=', 'v.tenant_id').onRef('d.id', '=', 'v.provider_id'))
    .select(['e.id', 'e.kind', 'e.appointment_id', 'e.actor_id', 'e.from_value', 'e.to_value', 'e.reason', 'e.at'])
    .select(['v.starts_at', 'v.provider_id', 'a.name as actor_name', 'd.name as provider_name'])
    .where('v.patient_id', '=', patientId)
    .orderBy('e.at', 'desc')
    .orderBy('e.id', 'desc')
    .limit(limits.page.chart)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    appointment: {
      id: row.appointment_id,
      startsAt: row.starts_at.toISOString(),
      provider: { id: row.provider_id, name: row.provider_name },
    },
    actor: { id: row.actor_id, name: row.actor_name },
    from: row.from_value,
    to: row.to_value,
    reason: row.reason,
    at: row.at.toISOString(),
  }));
}
