import { sql, type RawBuilder } from 'kysely';
import { limits } from '../../../shared/limits.ts';
import type { Member, Receipt } from '../../../shared/rooms.ts';
import type { Message, MessagePage, MessagePriority, MessageType, MessageVisibility } from '../../../shared/messages.ts';
import type { Role } from '../../../shared/roles.ts';
import { roomTopic } from '../../../shared/topics.ts';
import type { TenantTransaction } from '../../db/database.ts';
import { accountsNamed } from '../../db/names.ts';
import type { Audience } from '../../realtime/event-log.ts';

/** The members of each room, by the time they came in. */
export async function membersOfRooms(trx: TenantTransaction, roomIds: string[]): Promise<Map<string, Member[]>> {
  if (roomIds.length === 0) return new Map();
  const { rows: members } = await sql<{ room_id: string; user_id: string }>`
    select member.room_id, member.user_id from unnest(${roomIds}::uuid[]) as wanted (id)
    cross join lateral (select room_id, user_id, joined_at from room_member where room_id = wanted.id offset 0) member
    order by member.joined_at, member.user_id`.execute(trx);
  const ids = [...new Set(members.map(({ user_id }) => user_id))];
  const { rows: people } = await accountsNamed(sql`select unnest(${ids}::uuid[])`).execute(trx);
  const byId = new Map(people.map((person) => [person.id, person]));
  const byRoom = Map.groupBy(members, ({ room_id }) => room_id);
  return new Map(byRoom.entries().map(([roomId, own]) => [roomId, own.map(({ user_id }) => byId.get(user_id)!)]));
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

interface MessageRow {
  room_id: string;
  seq: number;
  id: string;
  client_message_id: string;
  sender_id: string;
  content: string;
  message_type: MessageType;
  visibility: MessageVisibility;
  priority: MessagePriority;
  mention_ids: string[];
  aside_of_claim: boolean;
  created_at: Date;
  sender_name: string;
  sender_role: Role;
  /** Of a page: how many messages it was chosen from. */
  found?: number;
}

const columns = sql`room_id, seq, id, client_message_id, sender_id, content, message_type, visibility, priority, mention_ids, aside_of_claim, created_at`;

/** The messages that `page`, a query for `columns`, gives, newest first, with who sent them: each sender is read once. */
async function readMessages(trx: TenantTransaction, page: RawBuilder<unknown>): Promise<MessageRow[]> {
  const { rows } = await sql<MessageRow>`
    with page as materialized (${page}),
    sender as materialized (${accountsNamed(sql`select distinct sender_id from page`)})
    select page.*, sender.name as sender_name, sender.role as sender_role
    from page
    join sender on sender.id = page.sender_id
    order by page.seq desc`.execute(trx);
  return rows;
}

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
  ...(row.aside_of_claim && { asideOfClaim: true }),
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
  const below = before === undefined ? sql`` : sql`and seq < ${before}::bigint`;
  const visible = audience === 'everyone' ? sql`and visibility = 'everyone'` : sql``;
  // JSON is never shorter than its text: what is too long as text need not be written as JSON to be told
  const rows = await readMessages(
    trx,
    sql`
    select ${columns}, found from (
      select placed.*, sum(octet_length(to_json(content)::text) + 40 * cardinality(mention_ids) + ${bytesBeside}::int) over (order by seq desc) as bytes
      from (
        select newest.*, sum(octet_length(content)) over (order by seq desc) as text_bytes,
          row_number() over (order by seq desc) as place, count(*) over () as found
        from (
          select ${columns} from message where room_id = ${roomId}::uuid ${below} ${visible} order by seq desc limit ${limit + 1}::int
        ) as newest
      ) as placed
      where place <= ${limit}::int and (text_bytes <= ${limits.answer.pageBytes}::int or place = 1)
    ) as sized
    where bytes <= ${limits.answer.pageBytes}::int or place = 1`,
  );
  return { items: rows.toReversed().map(toMessage), hasMore: (rows[0]?.found ?? 0) > rows.length };
}

/** The message that the person sent under this client id, if they did. */
export async function messageByClientId(
  trx: TenantTransaction,
  senderId: string,
  clientMessageId: string,
): Promise<Message | null> {
  const [row] = await readMessages(trx, sql`select ${columns} from message where sender_id = ${senderId}::uuid and client_message_id = ${clientMessageId}::uuid`);
  return row ? toMessage(row) : null;
}
