import { sql } from 'kysely';
import type { ChatOrder, OrderChange, OrderItem, OrderState } from '../../../shared/chat-orders.ts';
import { limits } from '../../../shared/limits.ts';
import type { TenantTransaction } from '../../db/database.ts';
import { notFound } from '../../failure.ts';
import type { Audience } from '../../realtime/event-log.ts';
import { readingOf } from '../rooms/reading.ts';

/** Orders with the names they speak of. The start of every query that shows one. */
export function selectOrders(trx: TenantTransaction) {
  return trx
    .selectFrom('chat_order as o')
    .innerJoin('patient as p', (join) => join.onRef('p.tenant_id', '=', 'o.tenant_id').onRef('p.id', '=', 'o.patient_id'))
    .leftJoin('user_account as a', (join) =>
      join.onRef('a.tenant_id', '=', 'o.tenant_id').onRef('a.id', '=', 'o.assignee_id'),
    )
    .leftJoin('user_account as c', (join) =>
      join.onRef('c.tenant_id', '=', 'o.tenant_id').onRef('c.id', '=', 'o.claimed_by_id'),
    )
    .innerJoin('topic as t', (join) =>
      join.onRef('t.tenant_id', '=', 'o.tenant_id').on('t.name', '=', sql<string>`'room:' || o.room_id`),
    )
    .selectAll('o')
    .select([
      'p.name as patient_name',
      'p.date_of_birth',
      'p.user_id as patient_user_id',
      'a.name as assignee_name',
      'c.name as claimed_by_name',
      't.seq as last_seq',
    ]);
}

export type OrderRow = Awaited<ReturnType<ReturnType<typeof selectOrders>['execute']>>[number];

const person = (id: string | null, name: string | null) => (id === null || name === null ? null : { id, name });

export const toOrderState = (row: OrderRow, items: OrderItem[]): OrderState => ({
  roomId: row.room_id,
  tenantId: row.tenant_id,
  patient: { id: row.patient_id, name: row.patient_name, dateOfBirth: row.date_of_birth },
  status: row.status,
  version: row.version,
  items,
  assignee: person(row.assignee_id, row.assignee_name),
  claimedBy: person(row.claimed_by_id, row.claimed_by_name),
  lastSeq: row.last_seq,
  waitingSince: row.waiting_since.toISOString(),
  answered: row.answered,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
});

/** The items of each order, in their order on the page. */
export async function itemsOf(trx: TenantTransaction, roomIds: string[]): Promise<Map<string, OrderItem[]>> {
  if (roomIds.length === 0) return new Map();
  const rows = await trx
    .selectFrom('order_item')
    .select(['room_id', 'id', 'name', 'strength', 'quantity', 'directions'])
    .where('room_id', 'in', roomIds)
    .orderBy('position')
    .execute();
  return new Map(
    Map.groupBy(rows, (row) => row.room_id)
      .entries()
      .map(([roomId, items]) => [
        roomId,
        items.map(({ id, name, strength, quantity, directions }) => ({ id, name, strength, quantity, directions })),
      ]),
  );
}

/** The order as everyone who may see it sees it. Access is checked before: see `requireRoom`. */
export async function orderState(trx: TenantTransaction, roomId: string): Promise<OrderState> {
  const row = await selectOrders(trx).where('o.room_id', '=', roomId).executeTakeFirst();
  if (!row) throw notFound();
  return toOrderState(row, (await itemsOf(trx, [roomId])).get(roomId) ?? []);
}

/** The order as `userId` sees it, with their own read mark and unread count. */
export async function orderFor(
  trx: TenantTransaction,
  viewer: { userId: string; audience: Audience },
  roomId: string,
): Promise<ChatOrder> {
  const state = await orderState(trx, roomId);
  const progress = (await readingOf(trx, viewer.audience, [viewer.userId], [roomId])).get(viewer.userId)?.get(roomId);
  return { ...state, unread: progress?.unread ?? 0, lastReadSeq: progress?.lastReadSeq ?? 0 };
}

/** Who did what to the order, newest first. */
export async function historyOf(trx: TenantTransaction, roomId: string): Promise<OrderChange[]> {
  const rows = await trx
    .selectFrom('order_change')
    .innerJoin('user_account', (join) =>
      join
        .onRef('user_account.tenant_id', '=', 'order_change.tenant_id')
        .onRef('user_account.id', '=', 'order_change.actor_id'),
    )
    .selectAll('order_change')
    .select('user_account.name as actor_name')
    .where('room_id', '=', roomId)
    .orderBy('order_change.at', 'desc')
    .orderBy('order_change.id', 'desc')
    .limit(limits.page.history)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    actor: { id: row.actor_id, name: row.actor_name },
    from: row.from_value,
    to: row.to_value,
    reason: row.reason,
    at: row.at.toISOString(),
  }));
}
