import { sql, type RawBuilder } from 'kysely';
import type { ChatOrder, OrderChange, OrderItem, OrderState } from '../../../shared/chat-orders.ts';
import { limits } from '../../../shared/limits.ts';
import type { OrderStatus } from '../../../shared/order-status.ts';
import { roomTopic } from '../../../shared/topics.ts';
import type { TenantTransaction } from '../../db/database.ts';
import { notFound } from '../../failure.ts';
import type { Audience } from '../../realtime/event-log.ts';
import { readingOf } from '../rooms/reading.ts';

/** An order with the names it speaks of. */
export interface OrderRow {
  tenant_id: string;
  room_id: string;
  patient_id: string;
  status: OrderStatus;
  version: number;
  assignee_id: string | null;
  claimed_by_id: string | null;
  waiting_since: Date;
  answered: boolean;
  created_at: Date;
  updated_at: Date;
  patient_name: string;
  /** `YYYY-MM-DD`. */
  date_of_birth: string;
  patient_user_id: string | null;
  assignee_name: string | null;
  claimed_by_name: string | null;
  last_seq: number;
}

/** What a page of `readOrders` selects of `chat_order as o`. */
export const orderColumns = sql`o.tenant_id, o.room_id, o.patient_id, o.status, o.version, o.assignee_id, o.claimed_by_id,
  o.waiting_since, o.answered, o.created_at, o.updated_at`;

export const ordersById = (roomIds: string[]): RawBuilder<unknown> =>
  sql`select ${orderColumns} from unnest(${roomIds}::uuid[]) as wanted (id)
    cross join lateral (select ${orderColumns} from chat_order o where o.room_id = wanted.id limit 1) o`;

/** The ids of the person's own orders, whom the pharmacy knows as a patient. */
export const roomsOfPatient = (userId: string): RawBuilder<unknown> => sql`array(
  select r.room_id from order_request r where r.patient_id = (select id from patient where user_id = ${userId}::uuid))`;

/**
 * The orders of a page, a query of `orderColumns`, with the names they speak of, those whose patient waits first, longest
 * first. What goes with a page is looked up id by id: a join may as well be planned as a look at all that the tenant has.
 */
export async function readOrders(trx: TenantTransaction, page: RawBuilder<unknown>): Promise<OrderRow[]> {
  const { rows } = await sql<OrderRow>`
    with page as materialized (${page}),
    staff as materialized (
      select id, name from user_account where role <> 'patient' and id = any(array(select assignee_id from page union select claimed_by_id from page))
    ),
    patient_of as materialized (select id, name, date_of_birth, user_id from patient where id = any(array(select patient_id from page))),
    end_of as materialized (select name, seq from topic where name = any(array(select ${roomTopic('')}::text || room_id from page)))
    select page.tenant_id, page.room_id, page.patient_id, page.status, page.version, page.assignee_id, page.claimed_by_id,
      page.waiting_since, page.answered, page.created_at, page.updated_at, p.name as patient_name, p.date_of_birth, p.user_id as patient_user_id,
      (select staff.name from staff where staff.id = page.assignee_id) as assignee_name,
      (select staff.name from staff where staff.id = page.claimed_by_id) as claimed_by_name,
      (select end_of.seq from end_of where end_of.name = ${roomTopic('')}::text || page.room_id) as last_seq
    from page
    join patient_of p on p.id = page.patient_id
    order by page.answered, page.waiting_since, page.room_id`.execute(trx);
  return rows;
}

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
    .where(sql<boolean>`room_id = any(${roomIds}::uuid[])`)
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

/** NOT_FOUND when the tenant has no such order. */
export async function orderById(trx: TenantTransaction, roomId: string): Promise<OrderRow> {
  const [row] = await readOrders(trx, ordersById([roomId]));
  if (!row) throw notFound();
  return row;
}

/** The order as everyone who may see it sees it. Access is checked before: see `requireRoom`. */
export async function orderState(trx: TenantTransaction, roomId: string): Promise<OrderState> {
  const row = await orderById(trx, roomId);
  return toOrderState(row, (await itemsOf(trx, [roomId])).get(roomId) ?? []);
}

/** The order as `userId` sees it, with their own read mark and unread count. */
export async function orderFor(
  trx: TenantTransaction,
  viewer: { userId: string; audience: Audience },
  roomId: string,
): Promise<ChatOrder> {
  const state = await orderState(trx, roomId);
  const progress = (await readingOf(trx, viewer.audience, [viewer.userId], [roomId], new Map([[roomId, state.lastSeq]]))).get(viewer.userId)?.get(roomId);
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
    .select(['order_change.id', 'order_change.kind', 'order_change.actor_id', 'order_change.from_value', 'order_change.to_value'])
    .select(['order_change.reason', 'order_change.at', 'user_account.name as actor_name'])
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
