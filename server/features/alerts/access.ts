import type { AlertTargetInput } from '../../../shared/alerts.ts';
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

/** The staff whom the target means, without `exceptId`. */
export async function calledBy(trx: TenantTransaction, target: AlertTargetInput, exceptId: string): Promise<string[]> {
  let query = trx
    .selectFrom('user_account')
    .select('id')
    .where('disabled_at', 'is', null)
    .where('role', '<>', 'patient')
    .orderBy('id');
  if (target.kind === 'user') query = query.where('id', '=', target.id);
  else query = query.where('id', '<>', exceptId);
  if (target.kind === 'role') query = query.where('role', '=', target.id);
  return (await query.execute()).map(({ id }) => id);
}
