import { limits } from '../../../shared/limits.ts';
import { itemsMissingWords, needsItems, needsReason, nextStatuses, previousStatus, statusName, type OrderStatus } from '../../../shared/order-status.ts';
import { hasText } from '../../../shared/text.ts';
import type { TenantTransaction } from '../../db/database.ts';
import { Failure } from '../../failure.ts';
import type { Caller } from '../../transport/context.ts';
import { itemsOf, type OrderRow } from './queries.ts';

interface Step {
  status: OrderStatus;
  reason?: string | undefined;
}

/**
 * Refuses a step that the order cannot take now. It goes onwards; or back by one step: with a reason, and without one for
 * whoever has just taken that step. INVALID_TRANSITION otherwise, ITEMS_MISSING when there is nothing to hand out, BAD_INPUT
 * without a reason where there has to be one.
 */
export async function requireStep(trx: TenantTransaction, caller: Caller, order: OrderRow, { status, reason }: Step): Promise<{ isBack: boolean }> {
  const isBack = !nextStatuses(order.status).includes(status);
  const isUndo = isBack && (await hasJustTaken(trx, caller, { roomId: order.room_id, from: status, to: order.status }));
  if (isBack && !isUndo && previousStatus(order.status) !== status)
    throw new Failure(
      'INVALID_TRANSITION',
      `An order that is ${statusName(order.status).toLowerCase()} cannot become ${statusName(status).toLowerCase()}.`,
    );
  if (needsItems(status) && (await hasNoItems(trx, order.room_id))) throw new Failure('ITEMS_MISSING', itemsMissingWords);
  const saysWhy = isBack ? !isUndo : needsReason(status) && caller.role !== 'patient';
  if (saysWhy && !hasText(reason ?? '')) throw new Failure('BAD_INPUT', 'Say why.', { issues: [{ path: 'reason', message: 'Say why.' }] });
  return { isBack };
}

const hasNoItems = async (trx: TenantTransaction, roomId: string): Promise<boolean> => !(await itemsOf(trx, [roomId])).has(roomId);

/** Whether the newest change of the order is the caller's own step onwards, a moment ago. */
async function hasJustTaken(trx: TenantTransaction, caller: Caller, step: { roomId: string; from: OrderStatus; to: OrderStatus }): Promise<boolean> {
  if (!nextStatuses(step.from).includes(step.to)) return false;
  const newest = await trx
    .selectFrom('order_change')
    .select(['kind', 'actor_id', 'from_value', 'to_value', 'at'])
    .where('room_id', '=', step.roomId)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return (
    newest?.kind === 'status_changed' &&
    newest.actor_id === caller.userId &&
    newest.from_value === step.from &&
    newest.to_value === step.to &&
    Date.now() - newest.at.getTime() < limits.order.undoWithin
  );
}
