import type { TenantTransaction } from '../../db/database.ts';
import { notFound } from '../../failure.ts';

/** What is read of an alert's row. */
export const alertColumns = [
  'tenant_id',
  'id',
  'message',
  'patient_id',
  'raised_by_id',
  'client_alert_id',
  'raised_at',
  'version',
  'level',
  'step',
  'repeats',
  'is_unreached',
  'next_step_at',
  'acknowledged_by_id',
  'acknowledged_at',
  'called_ids',
] as const;

/**
 * The alert's own row, locked until the transaction ends: whatever happens to an alert happens one after the other, so
 * that nothing climbs that has been acknowledged. NOT_FOUND when the tenant has no such alert.
 */
export async function lockAlert(trx: TenantTransaction, alertId: string) {
  const alert = await trx.selectFrom('alert').select(alertColumns).where('id', '=', alertId).forUpdate().executeTakeFirst();
  if (!alert) throw notFound();
  return alert;
}
