import { isPharmacyStaff, isStaff } from '../../../shared/roles.ts';
import type { TenantTransaction } from '../../db/database.ts';
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
}

/**
 * The room, if the caller may be in it: a chat order admits its patient and the pharmacy's staff, a thread its members.
 * Throws NOT_FOUND otherwise, whether or not the room exists.
 */
export async function requireRoom(trx: TenantTransaction, caller: Caller, roomId: string): Promise<OpenRoom> {
  const room = await trx
    .selectFrom('room')
    .leftJoin('chat_order', (join) =>
      join.onRef('chat_order.tenant_id', '=', 'room.tenant_id').onRef('chat_order.room_id', '=', 'room.id'),
    )
    .leftJoin('thread', (join) => join.onRef('thread.tenant_id', '=', 'room.tenant_id').onRef('thread.room_id', '=', 'room.id'))
    .leftJoin('patient', (join) =>
      join.onRef('patient.tenant_id', '=', 'room.tenant_id').onRef('patient.id', '=', 'chat_order.patient_id'),
    )
    .leftJoin('room_member', (join) =>
      join
        .onRef('room_member.tenant_id', '=', 'room.tenant_id')
        .onRef('room_member.room_id', '=', 'room.id')
        .on('room_member.user_id', '=', caller.userId),
    )
    .select(['room.id', 'room.kind', 'patient.user_id', 'room_member.user_id as member_id'])
    .select((eb) => eb.fn.coalesce('chat_order.patient_id', 'thread.patient_id').as('patient_id'))
    .where('room.id', '=', roomId)
    .executeTakeFirst();
  if (!room) throw notFound();

  const isOwnOrder = room.user_id !== null && room.user_id === caller.userId;
  const admitted =
    room.kind === 'chat_order' ? isPharmacyStaff(caller.role) || isOwnOrder : isStaff(caller.role) && room.member_id !== null;
  if (!admitted) throw notFound();
  return { id: room.id, kind: room.kind, patientId: room.patient_id, patientUserId: room.user_id };
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
