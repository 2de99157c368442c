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

/** What a room says about who may be in it. */
export interface RoomFacts {
  room_id: string;
  kind: OpenRoom['kind'];
  patient_id: string | null;
  claimed_by_id: string | null;
}

/** Accounts of the callers: in which rooms they are, and which patient they are. */
interface Place {
  id: string;
  user_id: string;
}

const patientsAmong = (callers: readonly Caller[]): string[] => callers.filter(({ role }) => role === 'patient').map(({ userId }) => userId);

/** Who of the callers may be in which of the rooms: a chat order admits its patient and the pharmacy's staff, a thread its members. */
export async function admissionsTo(trx: TenantTransaction, roomIds: readonly string[], callers: readonly Caller[]): Promise<Admissions> {
  const callerIds = callers.map(({ userId }) => userId);
  // an order is found without a look at threads, and has no need of its members
  const rooms = statement<RoomFacts & { members: string[]; patients: Record<string, string> | null }>`
    select wanted.id as room_id, case when o.room_id is null then 'thread' else 'chat_order' end as kind,
      case when o.room_id is null then t.patient_id else o.patient_id end as patient_id, o.claimed_by_id,
      case when o.room_id is null
        then array(select user_id from room_member where room_id = wanted.id and user_id = any(${callerIds}::uuid[])) else '{}' end as members,
      (select jsonb_object_agg(user_id, id) from patient where user_id = any(${patientsAmong(callers)}::uuid[])) as patients
    from unnest(${roomIds}::uuid[]) as wanted (id)
    left join lateral (select room_id, patient_id, claimed_by_id from chat_order where room_id = wanted.id limit 1) o on true
    left join lateral (select room_id, patient_id from thread where room_id = wanted.id and o.room_id is null limit 1) t on true
    where o.room_id is not null or t.room_id is not null`;
  const { rows } = await run(trx, rooms);
  return admissions(
    rows,
    rows.flatMap(({ room_id: id, members }) => members.map((user_id) => ({ id, user_id }))),
    Object.entries(rows[0]?.patients ?? {}).map(([user_id, id]) => ({ id, user_id })),
  );
}

/** As `admissionsTo`, for rooms that were locked by the statement before: what they say is read once. */
export async function admissionsToLocked(
  trx: TenantTransaction,
  roomIds: readonly string[],
  callers: readonly Caller[],
  locked: () => Promise<RoomFacts[]>,
): Promise<Admissions> {
  const callerIds = callers.map(({ userId }) => userId);
  const places = statement<Place & { in_room: boolean }>`
    select room_id as id, user_id, true as in_room from room_member where room_id = any(${roomIds}::uuid[]) and user_id = any(${callerIds}::uuid[])
    union all
    select id, user_id, false from patient where user_id = any(${patientsAmong(callers)}::uuid[])`;
  const { rows } = await run(trx, places);
  return admissions(await locked(), rows.filter(({ in_room }) => in_room), rows.filter(({ in_room }) => !in_room));
}

function admissions(facts: readonly RoomFacts[], memberships: readonly Place[], patients: readonly Place[]): Admissions {
  const rooms = new Map(facts.map((room) => [room.room_id, room]));
  const members = new Set(memberships.map(({ id, user_id }) => `${id} ${user_id}`));
  const patientOf = new Map(patients.map(({ id, user_id }) => [user_id, id]));
  const isMember = ({ userId }: Caller, roomId: string): boolean => members.has(`${roomId} ${userId}`);
  return {
    isMember,
    admit(caller, roomId) {
      const room = rooms.get(roomId);
      if (!room) throw notFound();
      const isOwnOrder = room.patient_id !== null && room.patient_id === patientOf.get(caller.userId);
      const admitted =
        room.kind === 'chat_order' ? isPharmacyStaff(caller.role) || isOwnOrder : isStaff(caller.role) && isMember(caller, roomId);
      if (!admitted) throw notFound();
      return { id: room.room_id, kind: room.kind, patientId: room.patient_id, claimedById: room.claimed_by_id };
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
