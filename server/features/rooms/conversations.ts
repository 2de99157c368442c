import { sql } from 'kysely';
import type { TenantTransaction } from '../../db/database.ts';

/** A room, as far as it takes to say whom something in it concerns. */
export interface Conversation {
  roomId: string;
  /** Of a chat order. */
  order: { patientName: string; patientUserId: string | null; holderId: string | null; isOpen: boolean } | null;
  /** Of a thread. */
  thread: { subject: string; participantIds: string[] } | null;
  /** How far each person has read; who has read nothing is left out. */
  lastReadSeqs: ReadonlyMap<string, number>;
}

interface OrderRow {
  room_id: string;
  claimed_by_id: string | null;
  assignee_id: string | null;
  is_open: boolean;
  name: string;
  user_id: string | null;
}

/** These rooms, by id. Rooms that are not there are left out. */
export async function conversationsOf(trx: TenantTransaction, roomIds: string[]): Promise<Map<string, Conversation>> {
  if (roomIds.length === 0) return new Map();
  const { rows: orders } = await sql<OrderRow>`
    select o.room_id, o.claimed_by_id, o.assignee_id, o.is_open, p.name, p.user_id
    from unnest(${roomIds}::uuid[]) as wanted (id)
    cross join lateral (select room_id, patient_id, claimed_by_id, assignee_id, is_open from chat_order where room_id = wanted.id limit 1) o
    cross join lateral (select name, user_id from patient where id = o.patient_id limit 1) p`.execute(trx);
  const { rows: threads } = await sql<{ room_id: string; subject: string }>`
    select h.room_id, h.subject from unnest(${roomIds}::uuid[]) as wanted (id)
    cross join lateral (select room_id, subject from thread where room_id = wanted.id limit 1) h`.execute(trx);
  const threadIds = threads.map(({ room_id }) => room_id);
  const members = await trx.selectFrom('room_member').select(['room_id', 'user_id']).where(sql<boolean>`room_id = any(${threadIds}::uuid[])`).execute();
  const progress = await trx
    .selectFrom('room_progress')
    .select(['room_id', 'user_id', 'last_read_seq'])
    .where(sql<boolean>`room_id = any(${roomIds}::uuid[])`)
    .execute();

  const order = new Map(
    orders.map((row) => [
      row.room_id,
      { patientName: row.name, patientUserId: row.user_id, holderId: row.claimed_by_id ?? row.assignee_id, isOpen: row.is_open },
    ]),
  );
  const thread = new Map(threads.map(({ room_id, subject }) => [room_id, { subject, participantIds: members.filter((member) => member.room_id === room_id).map(({ user_id }) => user_id) }]));
  const read = Map.groupBy(progress, ({ room_id }) => room_id);
  const known = roomIds.filter((roomId) => order.has(roomId) || thread.has(roomId));
  return new Map(
    known.map((roomId): [string, Conversation] => [
      roomId,
      {
        roomId,
        order: order.get(roomId) ?? null,
        thread: thread.get(roomId) ?? null,
        lastReadSeqs: new Map(read.get(roomId)?.map(({ user_id, last_read_seq }) => [user_id, last_read_seq])),
      },
    ]),
  );
}
