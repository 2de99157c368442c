import type { z } from 'zod';
import { newId } from '../../../shared/ids.ts';
import type { Member } from '../../../shared/rooms.ts';
import { limits } from '../../../shared/limits.ts';
import type { Thread, threadInputs } from '../../../shared/threads.ts';
import type { TenantTransaction } from '../../db/database.ts';
import { statement } from '../../db/statement.ts';
import { Failure } from '../../failure.ts';
import type { EventLog, UnitOfWork } from '../../realtime/event-log.ts';
import type { Caller } from '../../transport/context.ts';
import { auditCall } from '../audit/audit-log.ts';
import { patientById } from '../patients/queries.ts';
import { membersOf } from '../rooms/queries.ts';
import { appendToRoom, type RoomEntry } from '../rooms/room-log.ts';
import type { RoomHolder } from '../rooms/send-messages.ts';
import { lockThread, requireStaff } from './access.ts';
import { threadFor } from './queries.ts';

type Input<Name extends keyof typeof threadInputs> = z.output<(typeof threadInputs)[Name]>;

/**
 * Opens a thread among the caller and the participants. The same `clientThreadId` again gives the thread that is already
 * there. NOT_FOUND when somebody does not work here or there is no such patient.
 */
export async function createThread(log: EventLog, caller: Caller, input: Input<'create'>): Promise<Thread> {
  const attempt = () =>
    log.write(caller.tenantId, async (unit) => {
      const roomId = (await openedBefore(unit.trx, caller, input.clientThreadId)) ?? (await storeThread(unit, caller, input));
      return threadFor(unit.trx, caller.userId, roomId);
    });
  try {
    return await attempt();
  } catch (error) {
    // the same thread, a moment ago on another connection: it is committed now and the second look finds it
    if (!isDuplicateThread(error)) throw error;
    return attempt();
  }
}

async function storeThread(unit: UnitOfWork, caller: Caller, input: Input<'create'>): Promise<string> {
  const { trx } = unit;
  const { tenantId } = caller;
  const participants = await requireStaff(trx, [caller.userId, ...input.participantIds]);
  if (input.patientId) await patientById(trx, input.patientId);
  const roomId = newId();
  const now = new Date();
  await trx.insertInto('room').values({ tenant_id: tenantId, id: roomId, kind: 'thread', created_at: now }).execute();
  await trx
    .insertInto('thread')
    .values({
      tenant_id: tenantId,
      room_id: roomId,
      subject: input.subject,
      patient_id: input.patientId ?? null,
      created_by_id: caller.userId,
      client_thread_id: input.clientThreadId,
      created_at: now,
      updated_at: now,
    })
    .execute();
  await auditCall(trx, caller, 'threads.create', { roomId, patientId: input.patientId ?? null });
  await appendToRoom(unit, tenantId, roomId, await enter(trx, tenantId, roomId, participants, now));
  return roomId;
}

async function openedBefore(trx: TenantTransaction, caller: Caller, clientThreadId: string): Promise<string | null> {
  const row = await trx
    .selectFrom('thread')
    .select('room_id')
    .where('created_by_id', '=', caller.userId)
    .where('client_thread_id', '=', clientThreadId)
    .executeTakeFirst();
  return row?.room_id ?? null;
}

const isDuplicateThread = (error: unknown): boolean =>
  error instanceof Error && 'constraint' in error && error.constraint === 'thread_once';

/** Makes them members; the entries that say so, in the order in which the participants are listed. */
async function enter(trx: TenantTransaction, tenantId: string, roomId: string, people: Member[], joined_at: Date): Promise<RoomEntry[]> {
  await trx
    .insertInto('room_member')
    .values(people.map(({ id }) => ({ tenant_id: tenantId, room_id: roomId, user_id: id, joined_at })))
    .execute();
  return people.map((member): RoomEntry => ({ audience: 'staff', event: () => ({ type: 'member.joined', member }) }));
}

/** Asks people in, who see all that was written before; those who are in already stay. NOT_FOUND unless all work here. */
export function addParticipants(log: EventLog, caller: Caller, { roomId, userIds }: Input<'addParticipants'>): Promise<Thread> {
  return log.write(caller.tenantId, async (unit) => {
    const { trx } = unit;
    const room = await lockThread(trx, caller, roomId);
    const people = await requireStaff(trx, userIds);
    const inside = new Set((await membersOf(trx, roomId)).map(({ id }) => id));
    const added = people.filter(({ id }) => !inside.has(id));
    if (inside.size + added.length > limits.thread.participants + 1)
      throw new Failure('BAD_INPUT', 'This thread would have too many participants.', {
        issues: [{ path: 'userIds', message: `At most ${limits.thread.participants} beside you.` }],
      });
    await auditCall(trx, caller, 'threads.addParticipants', { roomId, patientId: room.patientId });
    if (added.length > 0) {
      const now = new Date();
      await touchThread(trx, roomId, now);
      await appendToRoom(unit, caller.tenantId, roomId, await enter(trx, caller.tenantId, roomId, added, now));
    }
    return threadFor(trx, caller.userId, roomId);
  });
}

/**
 * Takes somebody out, or the caller themselves: their streams end with the event that says so, and the thread is as if
 * it were not there for them. Nothing happens when the person is not in it.
 */
export function removeParticipant(
  log: EventLog,
  caller: Caller,
  { roomId, userId }: Input<'removeParticipant'>,
): Promise<{ roomId: string; userId: string }> {
  return log.write(caller.tenantId, async (unit) => {
    const { trx } = unit;
    const room = await lockThread(trx, caller, roomId);
    const { numDeletedRows } = await trx
      .deleteFrom('room_member')
      .where('room_id', '=', roomId)
      .where('user_id', '=', userId)
      .executeTakeFirst();
    await auditCall(trx, caller, 'threads.removeParticipant', { roomId, patientId: room.patientId });
    if (numDeletedRows > 0n) {
      await touchThread(trx, roomId, new Date());
      await appendToRoom(unit, caller.tenantId, roomId, [{ audience: 'staff', event: () => ({ type: 'member.left', userId }) }]);
    }
    return { roomId, userId };
  });
}

async function touchThread(trx: TenantTransaction, roomId: string, at: Date): Promise<void> {
  await trx.updateTable('thread').set({ updated_at: at }).where('room_id', '=', roomId).execute();
}

/** Makes the list follow the conversation. Locks the threads: nobody writes who was removed a moment ago. */
export const holdThreads: RoomHolder = {
  kind: 'thread',
  // what the holder before has locked is no thread, and not looked for
  lock: (roomIds) => statement`select room_id, patient_id, null::uuid as claimed_by_id, ctid::text as place from thread
    where room_id = any(array(select unnest(${roomIds}::uuid[]) except select room_id from part_0)) order by room_id for update`,
  note(messages) {
    const last = new Map(messages.map(({ roomId, createdAt }) => [roomId, createdAt]));
    const next = [...last].map(([room_id, updated_at]) => ({ room_id, updated_at }));
    return statement`update thread set updated_at = next.updated_at
      from jsonb_to_recordset(${JSON.stringify(next)}::jsonb) as next (room_id uuid, updated_at timestamptz)
      where thread.room_id = any(${[...last.keys()]}::uuid[]) and thread.room_id = next.room_id`;
  },
};
