import { sql } from 'kysely';
import { z } from 'zod';
import type { chatOrderInputs, ChatOrderSummary, QueueCounts } from '../../../shared/chat-orders.ts';
import { idSchema } from '../../../shared/ids.ts';
import { millisecondsSchema } from '../../../shared/instants.ts';
import { openStatuses } from '../../../shared/order-status.ts';
import { isPharmacyStaff } from '../../../shared/roles.ts';
import type { TenantTransaction } from '../../db/database.ts';
import { pageCursor } from '../../db/page-cursor.ts';
import { Failure } from '../../failure.ts';
import type { Audience } from '../../realtime/event-log.ts';
import type { Caller } from '../../transport/context.ts';
import { audienceOf } from '../rooms/access.ts';
import { lastMessagesOf, readingOf } from '../rooms/reading.ts';
import { itemsOf, selectOrders, toOrderState, type OrderRow } from './queries.ts';

type ListInput = z.output<typeof chatOrderInputs.list>;

/** Whether the last order of the page is answered, since when it waits (milliseconds), and its room. */
const orderCursor = pageCursor(z.tuple([z.boolean(), millisecondsSchema, idSchema]));

/** A summary without what differs from viewer to viewer. */
export type SharedSummary = Omit<ChatOrderSummary, 'unread' | 'lastReadSeq'>;

/**
 * One page of orders, those whose patient waits first, longest first. Staff see the pharmacy's open orders unless they
 * ask for certain statuses; a patient sees all of their own and `queue` means nothing to them. Nobody else sees any.
 */
export async function listOrders(
  trx: TenantTransaction,
  caller: Caller,
  input: ListInput,
): Promise<{ items: ChatOrderSummary[]; nextCursor: string | null }> {
  if (caller.role !== 'patient' && !isPharmacyStaff(caller.role))
    throw new Failure('ROLE_NOT_ALLOWED', 'Only a pharmacy takes orders.');
  const rows = await listQuery(trx, caller, input).limit(input.limit + 1).execute();
  const page = rows.slice(0, input.limit);
  const audience = audienceOf(caller);
  const roomIds = page.map((row) => row.room_id);
  const summaries = await summarise(trx, audience, page);
  const reading = (await readingOf(trx, audience, [caller.userId], roomIds)).get(caller.userId);
  const last = page.at(-1);
  return {
    items: summaries.map((summary) => ({ ...summary, ...(reading?.get(summary.roomId) ?? { unread: 0, lastReadSeq: 0 }) })),
    nextCursor: rows.length > input.limit && last ? orderCursor.write([last.answered, last.waiting_since.getTime(), last.room_id]) : null,
  };
}

function listQuery(trx: TenantTransaction, caller: Caller, { queue = 'all', status, search, cursor }: ListInput) {
  let query = selectOrders(trx).orderBy('o.answered').orderBy('o.waiting_since').orderBy('o.room_id');
  if (caller.role === 'patient') query = query.where('p.user_id', '=', caller.userId);
  else {
    if (!status) query = query.where('o.is_open', '=', true);
    if (queue === 'unassigned') query = query.where('o.assignee_id', 'is', null);
    if (queue === 'mine') query = query.where('o.assignee_id', '=', caller.userId);
  }
  if (status) query = query.where('o.status', 'in', status.length > 0 ? status : openStatuses);
  if (search) query = query.where(matches(search, audienceOf(caller)));
  if (cursor) {
    const [answered, since, roomId] = orderCursor.read(cursor);
    query = query.where(sql<boolean>`(o.answered, o.waiting_since, o.room_id) > (${answered}, ${new Date(since)}::timestamptz, ${roomId}::uuid)`);
  }
  return query;
}

/** Patient, item or text; of internal notes only for those who may read them. */
function matches(search: string, audience: Audience) {
  const pattern = `%${search.replaceAll(/[\\%_]/g, '\\$&')}%`;
  return sql<boolean>`(
    p.name ilike ${pattern}
    or exists (select 1 from order_item i where i.tenant_id = o.tenant_id and i.room_id = o.room_id and i.name ilike ${pattern})
    or exists (select 1 from message m where m.tenant_id = o.tenant_id and m.room_id = o.room_id and m.content ilike ${pattern}
      and (${audience} = 'staff' or m.visibility = 'everyone'))
  )`;
}

/** What the rows show in a list, as readers of `audience` may see it. */
export async function summarise(trx: TenantTransaction, audience: Audience, rows: OrderRow[]): Promise<SharedSummary[]> {
  const roomIds = rows.map((row) => row.room_id);
  const items = await itemsOf(trx, roomIds);
  const last = await lastMessagesOf(trx, audience, roomIds);
  return rows.map((row) => {
    const state = toOrderState(row, items.get(row.room_id) ?? []);
    return {
      ...state,
      items: state.items.map(({ name, strength, quantity }) => ({ name, strength, quantity })),
      lastMessage: last.get(row.room_id) ?? null,
    };
  });
}

/** How many open orders there are and whose: what the counters of every queue follow from. */
export async function openOrderCounts(trx: TenantTransaction): Promise<(userId: string) => QueueCounts> {
  const rows = await trx
    .selectFrom('chat_order')
    .select(['assignee_id', (eb) => eb.fn.countAll<number>().as('count')])
    .where('is_open', '=', true)
    .groupBy('assignee_id')
    .execute();
  const of = (id: string | null) => rows.find((row) => row.assignee_id === id)?.count ?? 0;
  const all = rows.reduce((sum, row) => sum + row.count, 0);
  return (userId) => ({ unassigned: of(null), mine: of(userId), all });
}
