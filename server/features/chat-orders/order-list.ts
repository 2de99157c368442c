import { sql, type RawBuilder } from 'kysely';
import { z } from 'zod';
import type { chatOrderInputs, ChatOrderSummary, QueueCounts } from '../../../shared/chat-orders.ts';
import { idSchema } from '../../../shared/id-schema.ts';
import { millisecondsSchema } from '../../../shared/instants.ts';
import { limits } from '../../../shared/limits.ts';
import { isOpen, openStatuses } from '../../../shared/order-status.ts';
import { isPharmacyStaff } from '../../../shared/roles.ts';
import type { TenantTransaction } from '../../db/database.ts';
import { pageCursor } from '../../db/page-cursor.ts';
import { Failure } from '../../failure.ts';
import type { Audience } from '../../realtime/event-log.ts';
import type { Caller } from '../../transport/context.ts';
import { audienceOf } from '../rooms/access.ts';
import { newestOf, openingWordsOf, readingOf } from '../rooms/reading.ts';
import { idsOf, searchedWords, wordSets, type WordSets } from '../search/queries.ts';
import { keepDueWords } from '../search/due-words.ts';
import { lastWordsOf } from './last-words.ts';
import { itemsOf, orderColumns, readOrders, roomsOfPatient, toOrderState, type OrderRow } from './queries.ts';

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
  const chosen = await pageOf(trx, caller, input);
  const rows = chosen ? await readOrders(trx, chosen) : [];
  const page = rows.slice(0, input.limit);
  const audience = audienceOf(caller);
  const roomIds = page.map((row) => row.room_id);
  const summaries = await summarise(trx, audience, page);
  const reading = (await readingOf(trx, audience, [caller.userId], roomIds, newestOf(summaries))).get(caller.userId);
  const last = page.at(-1);
  return {
    items: summaries.map((summary) => ({ ...summary, ...(reading?.get(summary.roomId) ?? { unread: 0, lastReadSeq: 0 }) })),
    nextCursor: rows.length > input.limit && last ? orderCursor.write([last.answered, last.waiting_since.getTime(), last.room_id]) : null,
  };
}

const nothing = sql``;

/** One order more than the page holds. Null when nothing can match. */
async function pageOf(trx: TenantTransaction, caller: Caller, input: ListInput): Promise<RawBuilder<unknown> | null> {
  const after = input.cursor ? afterCursor(input.cursor) : nothing;
  const wanted = input.status?.length === 0 ? openStatuses : input.status;
  const ofStatus = wanted ? sql`and o.status = any(${wanted}::text[])` : nothing;
  const sorted = sql`order by o.answered, o.waiting_since, o.room_id limit ${input.limit + 1}::int`;
  if (caller.role === 'patient')
    return sql`select ${orderColumns} from chat_order o
      where o.room_id = any(${roomsOfPatient(caller.userId)})
        ${ofStatus} ${input.search ? sql`and ${mentions(input.search)}` : nothing} ${after} ${sorted}`;

  const queue = input.queue ?? 'all';
  const whose = { all: nothing, unassigned: sql`and o.assignee_id is null`, mine: sql`and o.assignee_id = ${caller.userId}::uuid` }[queue];
  const found = input.search ? await findWords(trx, caller.tenantId, input.search) : null;
  if (found?.none) return null;
  const among = sql`${whose} ${after} ${found ? sql`and ${found.has(sql`o.room_id`)}` : nothing}`;
  if (found?.ids)
    return sql`${found.sets} select ${orderColumns} from unnest(${found.ids}::uuid[]) as found (id)
      cross join lateral (
        select ${orderColumns} from chat_order o where o.room_id = found.id ${wanted ? ofStatus : sql`and o.is_open`} ${whose} limit 1
      ) o
      where ${found.has(sql`o.room_id`)} ${after} ${sorted}`;
  // of nobody's, assignee_id is the same in all, and stands before the rest in the index
  const inOrder = sql`order by ${queue === 'unassigned' ? sql`o.assignee_id,` : nothing} o.answered, o.waiting_since, o.room_id limit ${input.limit + 1}::int`;
  // of what is searched for many rows may have to be passed by: they are judged by the index alone
  const columns = found ? sql`o.answered, o.waiting_since, o.room_id` : orderColumns;
  const open = sql`(select ${columns} from chat_order o where o.is_open ${ofStatus} ${among} ${inOrder})`;
  const closedStatuses = wanted?.filter((each) => !isOpen(each)) ?? [];
  // each status from the index in which its orders stand in the order of the list
  const closed = sql`(select ${columns} from unnest(${closedStatuses}::text[]) as closed (status)
    cross join lateral (select ${columns} from chat_order o where not o.is_open and o.status = closed.status ${among} ${inOrder}) o)`;
  const parts = [...(wanted?.some(isOpen) === false ? [] : [open]), ...(closedStatuses.length > 0 ? [closed] : [])];
  const chosen = parts.length === 1 ? parts[0]! : sql`select ${columns} from (${sql.join(parts, sql` union all `)}) o ${sorted}`;
  if (!found) return chosen;
  return sql`${found.sets} select ${orderColumns} from chat_order o where o.room_id = any(array(select room_id from (${chosen}) found))`;
}

function afterCursor(cursor: string): RawBuilder<unknown> {
  const [answered, since, roomId] = orderCursor.read(cursor);
  return sql`and (o.answered, o.waiting_since, o.room_id) > (${answered}::boolean, ${new Date(since)}::timestamptz, ${roomId}::uuid)`;
}

const searched = ['order', 'item', 'note'] as const;

/**
 * The orders in which each word of the search begins one of the patient's name, an item or what was written. Where few have
 * the longest of them, `ids` are those, and `has` is about the others.
 */
async function findWords(trx: TenantTransaction, tenantId: string, search: string): Promise<{ none: boolean; ids: string[] | null } & WordSets> {
  // what was written a moment ago is found too
  await keepDueWords(trx, tenantId, { waits: true });
  const words = await searchedWords(trx, search);
  const [first, ...others] = words;
  const ids = first === undefined ? null : await idsOf(trx, searched, first, limits.search.lookedUp);
  return { none: first === undefined, ids, ...wordSets(searched, ids ? others : words) };
}

/** Of a patient's own orders, which are few: their name, an item or what was written to them. */
function mentions(search: string): RawBuilder<boolean> {
  const pattern = `%${search.replaceAll(/[\\%_]/g, '\\$&')}%`;
  return sql<boolean>`(
    (select p.name from patient p where p.tenant_id = o.tenant_id and p.id = o.patient_id) ilike ${pattern}
    or exists (select 1 from order_item i where i.tenant_id = o.tenant_id and i.room_id = o.room_id and i.name ilike ${pattern})
    or exists (select 1 from message m where m.tenant_id = o.tenant_id and m.room_id = o.room_id and m.content ilike ${pattern}
      and m.visibility = 'everyone')
  )`;
}

/** What the rows show in a list, as readers of `audience` may see it. */
export async function summarise(trx: TenantTransaction, audience: Audience, rows: OrderRow[]): Promise<SharedSummary[]> {
  const roomIds = rows.map((row) => row.room_id);
  const items = await itemsOf(trx, roomIds);
  const wordsOf = await lastWordsOf(trx, audience, rows);
  const opening = await openingWordsOf(trx, roomIds.filter((roomId) => !items.has(roomId)));
  return rows.map((row) => {
    const state = toOrderState(row, items.get(row.room_id) ?? []);
    const words = wordsOf(row.room_id);
    return {
      ...state,
      items: state.items.map(({ name, strength, quantity }) => ({ name, strength, quantity })),
      lastMessage: words.last,
      patientMessage: words.patient,
      lastNote: words.note,
      openingWords: opening.get(row.room_id) ?? null,
    };
  });
}

/** How many open orders there are and whose: what the counters of every queue follow from. */
export async function openOrderCounts(trx: TenantTransaction): Promise<(userId: string) => QueueCounts> {
  const rows = await trx
    .selectFrom('chat_order')
    .select(['assignee_id', (eb) => eb.fn.count<number>('room_id').as('count')])
    .where(sql<boolean>`is_open`)
    .groupBy('assignee_id')
    .execute();
  const of = (id: string | null) => rows.find((row) => row.assignee_id === id)?.count ?? 0;
  const all = rows.reduce((sum, row) => sum + row.count, 0);
  return (userId) => ({ unassigned: of(null), mine: of(userId), all });
}
