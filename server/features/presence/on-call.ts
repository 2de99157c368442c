import { sql } from 'kysely';
import type { TenantTransaction } from '../../db/database.ts';
import { onDutyOf } from './queries.ts';

/**
 * Whom of the tenant's staff something that concerns nobody in particular calls: those on duty, else those who have a
 * screen open, else all of them. `reachable` is null while that is not known.
 */
export async function onCallOf(trx: TenantTransaction, reachable: ReadonlySet<string> | null): Promise<string[]> {
  const onDuty = await onDutyOf(trx);
  if (onDuty.length > 0) return onDuty;
  const rows = await trx
    .selectFrom('user_account')
    .select('id')
    .where('role', '<>', sql.lit('patient'))
    .where('disabled_at', 'is', null)
    // in the order of the index of the staff
    .orderBy('name')
    .orderBy('id')
    .execute();
  const staff = rows.map(({ id }) => id).toSorted();
  const here = staff.filter((id) => reachable?.has(id));
  return here.length > 0 ? here : staff;
}
