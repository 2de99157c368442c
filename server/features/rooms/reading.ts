import { sql } from 'kysely';
import type { LastMessage } from '../../../shared/chat-orders.ts';
import { limits } from '../../../shared/limits.ts';
import type { MessageVisibility } from '../../../shared/messages.ts';
import { cutText } from '../../../shared/text.ts';
import type { TenantTransaction } from '../../db/database.ts';
import type { Audience } from '../../realtime/event-log.ts';

/** Read mark and unread messages of each person in each room: person, then room. Counts end at `limits.page.unreadCap`. */
export async function readingOf(
  trx: TenantTransaction,
  audience: Audience,
  userIds: string[],
  roomIds: string[],
): Promise<Map<string, Map<string, { lastReadSeq: number; unread: number }>>> {
  if (userIds.length === 0 || roomIds.length === 0) return new Map();
  const { rows } = await sql<{ user_id: string; room_id: string; last_read_seq: number; unread: number }>`
    select reader.user_id, room.room_id, coalesce(progress.last_read_seq, 0) as last_read_seq, unread.count as unread
    from unnest(${userIds}::uuid[]) as reader (user_id)
    cross join unnest(${roomIds}::uuid[]) as room (room_id)
    left join lateral (
      select last_read_seq from room_progress where room_id = room.room_id and user_id = reader.user_id limit 1
    ) progress on true
    cross join lateral (
      select count(1) as count from (
        select 1 from message
        where message.room_id = room.room_id
          -- not coalesce: below a policy the index is not asked for what a function gives
          and message.seq > case when progress.last_read_seq is null then 0 else progress.last_read_seq end
          and message.sender_id <> reader.user_id
          and message.message_type <> 'system'
          and (${audience} = 'staff' or message.visibility = 'everyone')
        limit ${limits.page.unreadCap}
      ) capped
    ) unread`.execute(trx);
  return new Map(
    Map.groupBy(rows, (row) => row.user_id)
      .entries()
      .map(([userId, own]) => [
        userId,
        new Map(own.map((row) => [row.room_id, { lastReadSeq: row.last_read_seq, unread: row.unread }])),
      ]),
  );
}

/** A message as a list shows it, before it is cut. */
export interface LastRow {
  room_id: string;
  seq: number;
  sender_id: string;
  sender_name: string;
  visibility: MessageVisibility;
  content: string;
  created_at: Date;
}

/** Characters of a message that a list shows, as people see them, and code points that are read for it. */
const previewLength = 160;
export const previewPoints = 8 * previewLength;

export const toLastMessage = (row: LastRow): LastMessage => ({
  seq: row.seq,
  senderId: row.sender_id,
  senderName: row.sender_name,
  content: cutText(row.content, previewLength),
  visibility: row.visibility,
  createdAt: row.created_at.toISOString(),
});

/** The newest message of each room, as staff see it; rooms without one are left out. */
export async function lastMessagesOf(
  trx: TenantTransaction,
  roomIds: string[],
): Promise<Map<string, LastMessage>> {
  if (roomIds.length === 0) return new Map();
  const { rows } = await sql<LastRow>`
    with last as materialized (
      select m.room_id, m.seq, m.sender_id, m.visibility, m.created_at, substr(m.content, 1, ${previewPoints}::int) as content
      from unnest(${roomIds}::uuid[]) as room (id)
      cross join lateral (
        select room_id, seq, sender_id, visibility, created_at, content from message
        where room_id = room.id and message_type <> 'system'
        order by seq desc
        limit 1
      ) m
    ),
    sender as materialized (select id, name from user_account where id = any(array(select distinct sender_id from last)))
    select last.room_id, last.seq, last.sender_id, last.visibility, last.created_at, last.content, sender.name as sender_name
    from last
    join sender on sender.id = last.sender_id`.execute(trx);
  return new Map(rows.map((row) => [row.room_id, toLastMessage(row)]));
}
