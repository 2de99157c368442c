import type { TenantTransaction } from '../../db/database.ts';
import { notFound } from '../../failure.ts';

/**
 * The alert's own row, locked until the transaction ends: whatever happens to an alert happens one after the other, so
 * that nothing climbs that has been acknowledged. NOT_FOUND when the tenant has no such alert.
 */
export async function lockAlert(trx: TenantTransaction, alertId: string) {
  const alert = await trx.selectFrom('alert').selectAll().where('id', '=', alertId).forUpdate().executeTakeFirst();
  if (!alert) throw notFound();
  return alert;
}
