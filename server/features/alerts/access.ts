import type { AlertTargetInput } from '../../../shared/alerts.ts';
import type { TenantTransaction } from '../../db/database.ts';
import { notFound } from '../../failure.ts';
import { onDutyOf } from '../presence/queries.ts';

/**
 * The alert's own row, locked until the transaction ends: whatever happens to an alert happens one after the other, so
 * that nothing climbs that has been acknowledged. NOT_FOUND when the tenant has no such alert.
 */
export async function lockAlert(trx: TenantTransaction, alertId: string) {
  const alert = await trx.selectFrom('alert').selectAll().where('id', '=', alertId).forUpdate().executeTakeFirst();
  if (!alert) throw notFound();
  return alert;
}

/** Whom a target means. */
interface Called {
  userIds: string[];
  /** Of the tenant: those on duty, or null when that is everyone. */
  calledIds: string[] | null;
}

/**
 * The staff whom the target means, without `exceptId`. The tenant means those on duty, and everyone when nobody is: an
 * alert never reaches nobody.
 */
export async function calledBy(trx: TenantTransaction, target: AlertTargetInput, exceptId: string): Promise<Called> {
  const onDuty = target.kind === 'tenant' ? (await onDutyOf(trx)).filter((id) => id !== exceptId) : [];
  if (onDuty.length > 0) return { userIds: onDuty, calledIds: onDuty };
  let query = trx
    .selectFrom('user_account')
    .select('id')
    .where('disabled_at', 'is', null)
    .where('role', '<>', 'patient')
    .orderBy('id');
  if (target.kind === 'user') query = query.where('id', '=', target.id);
  else query = query.where('id', '<>', exceptId);
  if (target.kind === 'role') query = query.where('role', '=', target.id);
  return { userIds: (await query.execute()).map(({ id }) => id), calledIds: null };
}
