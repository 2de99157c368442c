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

/** These rooms, by id. Rooms that are not there are left out. */
export async function conversationsOf(trx: TenantTransaction, roomIds: string[]): Promise<Map<string, Conversation>> {
  if (roomIds.length === 0) return new Map();
  const orders = await trx
    .selectFrom('chat_order as o')
    .innerJoin('patient as p', (join) => join.onRef('p.tenant_id', '=', 'o.tenant_id').onRef('p.id', '=', 'o.patient_id'))
    .select(['o.room_id', 'o.claimed_by_id', 'o.assignee_id', 'o.is_open', 'p.name', 'p.user_id'])
    .where('o.room_id', 'in', roomIds)
    .execute();
  const threads = await trx.selectFrom('thread').select(['room_id', 'subject']).where('room_id', 'in', roomIds).execute();
  const threadIds = threads.map(({ room_id }) => room_id);
  const members = threadIds.length === 0 ? [] : await trx.selectFrom('room_member').select(['room_id', 'user_id']).where('room_id', 'in', threadIds).execute();
  const progress = await trx.selectFrom('room_progress').select(['room_id', 'user_id', 'last_read_seq']).where('room_id', 'in', roomIds).execute();

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
