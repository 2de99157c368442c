import { sql } from 'kysely';
import { limits } from '../../../shared/limits.ts';
import type { TenantTransaction } from '../../db/database.ts';

/**
 * Who looks after the patient: the providers of their visits within half a year before and after now (cancelled ones do
 * not count), and whoever created, ordered or was given a work item of theirs. Only who still works here; at most
 * `limits.work.careTeam` people.
 */
export async function careTeamOf(trx: TenantTransaction, patientId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with own as (select nullif(current_setting('app.tenant', true), '')::uuid as tenant_id, ${patientId}::uuid as patient_id),
    involved (user_id) as (
      select v.provider_id from appointment v join own using (tenant_id, patient_id)
        where v.status <> 'cancelled' and v.starts_at between now() - interval '6 months' and now() + interval '6 months'
      union select t.created_by_id from task t join own using (tenant_id, patient_id)
      union select t.assignee_id from task t join own using (tenant_id, patient_id)
      union select a.created_by_id from prior_auth a join own using (tenant_id, patient_id)
      union select l.ordered_by_id from lab_result l join own using (tenant_id, patient_id)
      union select l.created_by_id from lab_result l join own using (tenant_id, patient_id)
    )
    select u.id from user_account u join own using (tenant_id) join involved i on i.user_id = u.id
    where u.disabled_at is null and u.role <> 'patient'
    order by u.id
    limit ${limits.work.careTeam}`.execute(trx);
  return rows.map(({ id }) => id);
}
