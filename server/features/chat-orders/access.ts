import { isOpen, patientMayCancel, statusName } from '../../../shared/order-status.ts';
import { isPharmacyStaff } from '../../../shared/roles.ts';
import { sentence } from '../../../shared/text.ts';
import type { TenantTransaction } from '../../db/database.ts';
import { Failure, notFound } from '../../failure.ts';
import type { Caller } from '../../transport/context.ts';
import type { OrderRow } from './queries.ts';

export const holderOf = (order: OrderRow) =>
  order.claimed_by_id && order.claimed_by_name ? { id: order.claimed_by_id, name: order.claimed_by_name } : null;

export const alreadyClaimed = (holder: { id: string; name: string }): Failure =>
  new Failure('ALREADY_CLAIMED', sentence`${holder.name} has taken this order. Take it over with a reason, or leave it to them.`, { holder });

/** What one person holds no other may change: they take it over first, and say why. */
export function requireFreeOrOwn(order: OrderRow, caller: Caller): void {
  const holder = holderOf(order);
  if (holder && holder.id !== caller.userId) throw alreadyClaimed(holder);
}

export function requireVersion(order: OrderRow, expectedVersion: number): void {
  if (order.version !== expectedVersion)
    throw new Failure('STALE_VERSION', 'Somebody changed this order in the meantime. Look at what changed and try again.');
}

export function requireOpen(order: OrderRow): void {
  if (!isOpen(order.status))
    throw new Failure('ORDER_CLOSED', `This order is ${statusName(order.status).toLowerCase()} and no longer changes.`);
}

export function requirePatientStep(order: OrderRow, status: string): void {
  if (status !== 'cancelled') throw new Failure('ROLE_NOT_ALLOWED', 'Only the pharmacy can do this.');
  if (isOpen(order.status) && !patientMayCancel(order.status))
    throw new Failure('INVALID_TRANSITION', 'Your order is already being prepared. Write to your pharmacy to change it.');
}

export async function requireColleague(trx: TenantTransaction, userId: string): Promise<{ id: string; name: string }> {
  const user = await trx
    .selectFrom('user_account')
    .select(['id', 'name', 'role'])
    .where('id', '=', userId)
    .where('disabled_at', 'is', null)
    .executeTakeFirst();
  if (!user || !isPharmacyStaff(user.role)) throw notFound();
  return user;
}
