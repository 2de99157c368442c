import { isPharmacyStaff, isStaff } from '../../../shared/roles.ts';
import type { TenantTransaction } from '../../db/database.ts';
import { run, statement } from '../../db/statement.ts';
import { Failure, notFound } from '../../failure.ts';
import type { Audience } from '../../realtime/event-log.ts';
import type { Caller } from '../../transport/context.ts';

/** A room that the caller may read and write in. Holding one is the proof; there is no other way to get at a room. */
export interface OpenRoom {
  id: string;
  kind: 'chat_order' | 'thread';
  /** Whom a chat order is about, or a thread if it is about anybody. */
  patientId: string | null;
  patientUserId: string | null;
  /** Who holds a chat order, if anybody does. */
  claimedById: string | null;
}

/** What decides who may be in which of some rooms. */
export interface Admissions {
  /** The room as the caller may use it; throws NOT_FOUND when there is none or they may not be in it. */
  admit(caller: Caller, roomId: string): OpenRoom;
  isMember(caller: Caller, roomId: string): boolean;
}

/** The room, if the caller may be in it. Throws NOT_FOUND otherwise, whether or not the room exists. */
export const requireRoom = async (trx: TenantTransaction, caller: Caller, roomId: string): Promise<OpenRoom> =>
  (await admissionsTo(trx, [roomId], [caller])).admit(caller, roomId);

interface RoomRow {
  id: string;
  kind: OpenRoom['kind'];
  user_id: string | null;
  patient_id: string | null;
  claimed_by_id: string | null;
  member_ids: string[];
}

/** Who of the callers may be in which of the rooms: a chat order admits its patient and the pharmacy's staff, a thread its members. */
export async function admissionsTo(trx: TenantTransaction, roomIds: readonly string[], callers: readonly Caller[]): Promise<Admissions> {
  const callerIds = callers.map(({ userId }) => userId);
  const admissions = statement<RoomRow>`
    select room.id, room.kind, patient.user_id, coalesce(chat_order.patient_id, thread.patient_id) as patient_id,
      chat_order.claimed_by_id,
      array(
        select member.user_id from room_member as member
        where member.tenant_id = room.tenant_id and member.room_id = room.id and member.user_id = any(${callerIds}::uuid[])
      ) as member_ids
    from room
    left join chat_order on chat_order.tenant_id = room.tenant_id and chat_order.room_id = room.id
    left join thread on thread.tenant_id = room.tenant_id and thread.room_id = room.id
    left join patient on patient.tenant_id = room.tenant_id and patient.id = chat_order.patient_id
    where room.id = any(${roomIds}::uuid[])`;
  const { rows } = await run(trx, admissions);
  const rooms = new Map(rows.map((row) => [row.id, { ...row, members: new Set(row.member_ids) }]));

  const isMember = ({ userId }: Caller, roomId: string): boolean => rooms.get(roomId)?.members.has(userId) ?? false;
  return {
    isMember,
    admit(caller, roomId) {
      const room = rooms.get(roomId);
      if (!room) throw notFound();
      const isOwnOrder = room.user_id !== null && room.user_id === caller.userId;
      const admitted =
        room.kind === 'chat_order' ? isPharmacyStaff(caller.role) || isOwnOrder : isStaff(caller.role) && isMember(caller, roomId);
      if (!admitted) throw notFound();
      return { id: room.id, kind: room.kind, patientId: room.patient_id, patientUserId: room.user_id, claimedById: room.claimed_by_id };
    },
  };
}

/** What of a log the caller may receive: see `mayReceive`. */
export const audienceOf = (caller: Pick<Caller, 'role'>): Audience => (isStaff(caller.role) ? 'staff' : 'everyone');

/** NOT_A_MEMBER unless all of them are in the room, a thread: only there can people be addressed by name. */
export async function requireMembers(trx: TenantTransaction, room: OpenRoom, userIds: string[]): Promise<void> {
  if (userIds.length === 0) return;
  const members = await trx
    .selectFrom('room_member')
    .select('user_id')
    .where('room_id', '=', room.id)
    .where('user_id', 'in', userIds)
    .execute();
  if (room.kind !== 'thread' || members.length < userIds.length)
    throw new Failure('NOT_A_MEMBER', 'Somebody who is mentioned is not in this thread. Ask them in first.');
}
