import { sql } from 'kysely';
import type { LastMessage } from '../../../shared/chat-orders.ts';
import { limits } from '../../../shared/limits.ts';
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
    left join room_progress progress
      on progress.tenant_id = nullif(current_setting('app.tenant', true), '')::uuid
      and progress.room_id = room.room_id and progress.user_id = reader.user_id
    cross join lateral (
      select count(*) as count from (
        select 1 from message
        where message.tenant_id = nullif(current_setting('app.tenant', true), '')::uuid
          and message.room_id = room.room_id
          and message.seq > coalesce(progress.last_read_seq, 0)
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

/** Characters of a message that a list shows, as people see them, and code points that are read for it. */
const previewLength = 160;
const previewPoints = 8 * previewLength;

/** The newest message of each room that readers of `audience` may see; rooms without one are left out. */
export async function lastMessagesOf(
  trx: TenantTransaction,
  audience: Audience,
  roomIds: string[],
): Promise<Map<string, LastMessage>> {
  if (roomIds.length === 0) return new Map();
  let query = trx
    .selectFrom('message as m')
    .innerJoin('user_account as u', (join) => join.onRef('u.tenant_id', '=', 'm.tenant_id').onRef('u.id', '=', 'm.sender_id'))
    .select(['m.room_id', 'm.seq', 'm.sender_id', 'm.visibility', 'm.created_at', 'u.name as sender_name'])
    .select(sql<string>`substr(m.content, 1, ${previewPoints})`.as('content'))
    .distinctOn('m.room_id')
    .where('m.room_id', 'in', roomIds)
    .where('m.message_type', '<>', 'system')
    .orderBy('m.room_id')
    .orderBy('m.seq', 'desc');
  if (audience === 'everyone') query = query.where('m.visibility', '=', 'everyone');
  const rows = await query.execute();
  return new Map(
    rows.map((row) => [
      row.room_id,
      {
        seq: row.seq,
        senderId: row.sender_id,
        senderName: row.sender_name,
        content: cutText(row.content, previewLength),
        visibility: row.visibility,
        createdAt: row.created_at.toISOString(),
      },
    ]),
  );
}
