import { sql } from 'kysely';
import { limits } from '../../../shared/limits.ts';
import type { Member, Receipt } from '../../../shared/rooms.ts';
import type { Message, MessagePage } from '../../../shared/messages.ts';
import { roomTopic } from '../../../shared/topics.ts';
import type { TenantTransaction } from '../../db/database.ts';
import type { Audience } from '../../realtime/event-log.ts';

/** The members of each room, by the time they came in. */
export async function membersOfRooms(trx: TenantTransaction, roomIds: string[]): Promise<Map<string, Member[]>> {
  const rows = await trx
    .selectFrom('room_member')
    .innerJoin('user_account', (join) =>
      join
        .onRef('user_account.tenant_id', '=', 'room_member.tenant_id')
        .onRef('user_account.id', '=', 'room_member.user_id'),
    )
    .select(['room_member.room_id', 'user_account.id', 'user_account.name', 'user_account.role'])
    .where(sql<boolean>`room_member.room_id = any(${roomIds}::uuid[])`)
    .orderBy('room_member.joined_at')
    .orderBy('user_account.id')
    .execute();
  const byRoom = Map.groupBy(rows, ({ room_id }) => room_id);
  return new Map(byRoom.entries().map(([roomId, own]) => [roomId, own.map(({ id, name, role }) => ({ id, name, role }))]));
}

export const membersOf = async (trx: TenantTransaction, roomId: string): Promise<Member[]> =>
  (await membersOfRooms(trx, [roomId])).get(roomId) ?? [];

/** The last number of each room's log; rooms without an event are left out. */
export async function lastSeqsOf(trx: TenantTransaction, roomIds: string[]): Promise<Map<string, number>> {
  const rows = await trx
    .selectFrom('topic')
    .select(['name', 'seq'])
    .where(sql<boolean>`name = any(${roomIds.map(roomTopic)}::text[])`)
    .execute();
  const seqs = new Map(rows.map(({ name, seq }) => [name, seq]));
  return new Map(roomIds.flatMap((roomId) => (seqs.has(roomTopic(roomId)) ? [[roomId, seqs.get(roomTopic(roomId))!]] : [])));
}

export const lastSeqOf = async (trx: TenantTransaction, roomId: string): Promise<number> => (await lastSeqsOf(trx, [roomId])).get(roomId) ?? 0;

/** How far everyone has got in each room; rooms in which nobody has are left out. */
export async function receiptsOfRooms(trx: TenantTransaction, roomIds: string[]): Promise<Map<string, Receipt[]>> {
  const rows = await trx
    .selectFrom('room_progress')
    .select(['room_id', 'user_id', 'last_read_seq', 'last_delivered_seq'])
    .where(sql<boolean>`room_id = any(${roomIds}::uuid[])`)
    .execute();
  const receipts = rows.map((row) => ({
    roomId: row.room_id,
    receipt: { userId: row.user_id, lastReadSeq: row.last_read_seq, lastDeliveredSeq: row.last_delivered_seq },
  }));
  const byRoom = Map.groupBy(receipts, ({ roomId }) => roomId);
  return new Map(byRoom.entries().map(([roomId, own]) => [roomId, own.map(({ receipt }) => receipt)]));
}

function selectMessages(trx: TenantTransaction) {
  return trx
    .selectFrom('message')
    .innerJoin('user_account', (join) =>
      join.onRef('user_account.tenant_id', '=', 'message.tenant_id').onRef('user_account.id', '=', 'message.sender_id'),
    )
    .selectAll('message')
    .select(['user_account.name as sender_name', 'user_account.role as sender_role']);
}

type MessageRow = Awaited<ReturnType<ReturnType<typeof selectMessages>['execute']>>[number];

const toMessage = (row: MessageRow): Message => ({
  id: row.id,
  roomId: row.room_id,
  seq: row.seq,
  clientMessageId: row.client_message_id,
  sender: { id: row.sender_id, name: row.sender_name, role: row.sender_role },
  content: row.content,
  messageType: row.message_type,
  visibility: row.visibility,
  attachments: [],
  priority: row.priority,
  ...(row.mention_ids.length > 0 && { mentionIds: row.mention_ids }),
  createdAt: row.created_at.toISOString(),
});

/** What a message takes beside its text, in bytes of JSON: ids, names, times. */
const bytesBeside = 600;

/** The newest messages below `before` (all, when absent) that fit into a page, ascending. A patient's page holds no internal notes. */
export async function messagePage(
  trx: TenantTransaction,
  audience: Audience,
  { roomId, before, limit }: { roomId: string; before?: number | undefined; limit: number },
): Promise<MessagePage> {
  let query = selectMessages(trx).where('message.room_id', '=', roomId).orderBy('message.seq', 'desc').limit(limit + 1);
  if (before !== undefined) query = query.where('message.seq', '<', before);
  if (audience === 'everyone') query = query.where('message.visibility', '=', 'everyone');
  const placed = trx
    .selectFrom(query.as('newest'))
    .selectAll('newest')
    .select(sql<number>`sum(octet_length(newest.content)) over (order by newest.seq desc)`.as('text_bytes'))
    .select(sql<number>`row_number() over (order by newest.seq desc)`.as('place'))
    .select(sql<number>`count(*) over ()`.as('found'));
  // JSON is never shorter than its text: what is too long as text need not be written as JSON to be told
  const sized = trx
    .selectFrom(placed.as('placed'))
    .selectAll('placed')
    .select(
      sql<number>`sum(octet_length(to_json(placed.content)::text) + 40 * cardinality(placed.mention_ids) + ${bytesBeside}::int)
        over (order by placed.seq desc)`.as('bytes'),
    )
    .where(sql<boolean>`place <= ${limit}::int and (text_bytes <= ${limits.answer.pageBytes}::int or place = 1)`);
  const rows = await trx
    .selectFrom(sized.as('sized'))
    .selectAll('sized')
    .where(sql<boolean>`bytes <= ${limits.answer.pageBytes}::int or place = 1`)
    .orderBy('seq', 'desc')
    .execute();
  return { items: rows.toReversed().map(toMessage), hasMore: (rows[0]?.found ?? 0) > rows.length };
}

/** The message that the person sent under this client id, if they did. */
export async function messageByClientId(
  trx: TenantTransaction,
  senderId: string,
  clientMessageId: string,
): Promise<Message | null> {
  const row = await selectMessages(trx)
    .where('message.sender_id', '=', senderId)
    .where('message.client_message_id', '=', clientMessageId)
    .executeTakeFirst();
  return row ? toMessage(row) : null;
}
