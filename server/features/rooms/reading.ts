import { sql } from 'kysely';
import type { LastMessage } from '../../../shared/chat-orders.ts';
import { limits } from '../../../shared/limits.ts';
import type { MessageVisibility } from '../../../shared/messages.ts';
import { cutText } from '../../../shared/text.ts';
import type { TenantTransaction } from '../../db/database.ts';
import { accountsNamed } from '../../db/names.ts';
import type { Audience } from '../../realtime/event-log.ts';

/** How far a person has read in a room, and messages of others after it, counted up to `limits.page.unreadCap`. */
interface Reading {
  lastReadSeq: number;
  unread: number;
}

/**
 * The reading of each person in each room: person, then room. `newest` says where the newest messages that readers of `audience` may
 * see stand, as far as it is known: whoever has read them has nothing unread, and nothing is looked for.
 */
export async function readingOf(
  trx: TenantTransaction,
  audience: Audience,
  userIds: string[],
  roomIds: string[],
  newest: ReadonlyMap<string, number> = new Map(),
): Promise<Map<string, Map<string, Reading>>> {
  if (userIds.length === 0 || roomIds.length === 0) return new Map();
  const marks = await marksOf(trx, userIds, roomIds);
  const reading = new Map(userIds.map((userId) => [userId, new Map(roomIds.map((roomId): [string, Reading] => [roomId, { lastReadSeq: marks.get(userId)?.get(roomId) ?? 0, unread: 0 }]))]));
  const behind = [...reading].flatMap(([userId, rooms]) =>
    [...rooms].filter(([roomId, { lastReadSeq }]) => (newest.get(roomId) ?? Infinity) > lastReadSeq).map(([roomId, { lastReadSeq }]) => ({ userId, roomId, lastReadSeq })),
  );
  if (behind.length === 0) return reading;
  const { rows } = await sql<{ user_id: string; room_id: string; unread: number }>`
    select reader.user_id, reader.room_id, unread.count as unread
    from unnest(${behind.map(({ userId }) => userId)}::uuid[], ${behind.map(({ roomId }) => roomId)}::uuid[], ${behind.map(({ lastReadSeq }) => lastReadSeq)}::bigint[])
      as reader (user_id, room_id, last_read_seq)
    cross join lateral (
      select count(1) as count from (
        select 1 from message
        where message.room_id = reader.room_id
          and message.seq > reader.last_read_seq
          and message.sender_id <> reader.user_id
          and message.message_type <> 'system'
          and (${audience} = 'staff' or message.visibility = 'everyone')
        limit ${limits.page.unreadCap}
      ) capped
    ) unread`.execute(trx);
  for (const { user_id, room_id, unread } of rows) reading.get(user_id)!.get(room_id)!.unread = unread;
  return reading;
}

/** Read marks: person, then room. */
async function marksOf(trx: TenantTransaction, userIds: string[], roomIds: string[]): Promise<Map<string, Map<string, number>>> {
  const rows = await trx
    .selectFrom('room_progress')
    .select(['user_id', 'room_id', 'last_read_seq'])
    .where(sql<boolean>`room_id = any(${roomIds}::uuid[])`)
    .where(sql<boolean>`user_id = any(${userIds}::uuid[])`)
    .execute();
  return new Map(
    Map.groupBy(rows, (row) => row.user_id)
      .entries()
      .map(([userId, own]) => [userId, new Map(own.map((row) => [row.room_id, row.last_read_seq]))]),
  );
}

/** A message as a list shows it, before it is cut. */
export interface LastRow {
  room_id: string;
  seq: number;
  sender_id: string;
  visibility: MessageVisibility;
  content: string;
  created_at: Date;
}

/** Characters of a message that a list shows, as people see them, and code points that are read for it. */
const previewLength = 160;
export const previewPoints = 8 * previewLength;

/** How a list shows each of the rows. `known` are names of people by their accounts that need not be read again. */
export async function toLastMessages(trx: TenantTransaction, rows: readonly LastRow[], known: ReadonlyMap<string, string>): Promise<LastMessage[]> {
  const unknown = [...new Set(rows.map((row) => row.sender_id).filter((id) => !known.has(id)))];
  const { rows: senders } = unknown.length > 0 ? await accountsNamed(sql`select unnest(${unknown}::uuid[])`).execute(trx) : { rows: [] };
  const nameOf = new Map([...known, ...senders.map(({ id, name }) => [id, name] as const)]);
  return rows.map((row) => ({
    seq: row.seq,
    senderId: row.sender_id,
    senderName: nameOf.get(row.sender_id)!,
    content: cutText(row.content, previewLength),
    visibility: row.visibility,
    createdAt: row.created_at.toISOString(),
  }));
}

/** The newest message of each room, as staff see it; rooms without one are left out. */
export async function lastMessagesOf(trx: TenantTransaction, roomIds: string[]): Promise<Map<string, LastMessage>> {
  if (roomIds.length === 0) return new Map();
  const { rows } = await sql<LastRow>`
    select m.room_id, m.seq, m.sender_id, m.visibility, m.created_at, substr(m.content, 1, ${previewPoints}::int) as content
    from unnest(${roomIds}::uuid[]) as room (id)
    cross join lateral (
      select room_id, seq, sender_id, visibility, created_at, content from message
      where room_id = room.id and message_type <> 'system'
      order by seq desc
      limit 1
    ) m`.execute(trx);
  const messages = await toLastMessages(trx, rows, new Map());
  return new Map(rows.map(({ room_id }, index) => [room_id, messages[index]!]));
}

/** Where they stand, for `readingOf`. */
export const newestOf = (rows: readonly { roomId: string; lastMessage: LastMessage | null }[]): Map<string, number> =>
  new Map(rows.map(({ roomId, lastMessage }) => [roomId, lastMessage?.seq ?? 0]));

/** The start of the first message of each room, as everyone in it may read it; rooms without one are left out. */
export async function openingWordsOf(trx: TenantTransaction, roomIds: string[]): Promise<Map<string, string>> {
  if (roomIds.length === 0) return new Map();
  const { rows } = await sql<{ room_id: string; content: string }>`
    select m.room_id, substr(m.content, 1, ${previewPoints}::int) as content
    from unnest(${roomIds}::uuid[]) as room (id)
    cross join lateral (
      select room_id, content from message
      where room_id = room.id and message_type <> 'system' and visibility = 'everyone'
      order by seq
      limit 1
    ) m`.execute(trx);
  return new Map(rows.map((row) => [row.room_id, cutText(row.content, previewLength)]));
}
