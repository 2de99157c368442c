import { sql } from 'kysely';
import type { z } from 'zod';
import type { Message, messageInputs } from '../../../shared/messages.ts';
import { Failure } from '../../failure.ts';
import type { Database, TenantTransaction } from '../../db/database.ts';
import type { EventLog, NewEvent, UnitOfWork } from '../../realtime/event-log.ts';
import type { Caller } from '../../transport/context.ts';
import { auditCall } from '../audit/audit-log.ts';
import { requireMembers, requireRoom, type OpenRoom } from './access.ts';
import { lastSeqOf, messageByClientId } from './queries.ts';
import { appendToRoom, isDuplicateMessage, joinRoom, messageEntry } from './room-log.ts';

type SendInput = z.output<typeof messageInputs.send>;

export interface SendDependencies {
  db: Database;
  log: EventLog;
  /**
   * Lets the feature that the room belongs to take part in the message's transaction: called before the message has its
   * number, to take the locks it needs; what it returns is called with the stored message.
   */
  expectMessage(trx: TenantTransaction, room: OpenRoom, caller: Caller): Promise<(message: Message) => Promise<void>>;
  /**
   * Tells the people whom a message addresses by name, in its transaction; the events that it returns are stored
   * together with the message's. Absent: nobody is told.
   */
  onMention?(unit: UnitOfWork, caller: Caller, mention: Mention): Promise<NewEvent[]>;
}

/** A message addresses participants of a thread by name; the sender is never among them. */
interface Mention {
  room: OpenRoom;
  userIds: string[];
  content: string;
}

/**
 * Stores the message and tells the room. The same `clientMessageId` again gives the message that is already there,
 * so a lost reply is answered by sending again. ID_REUSED when the id names a message of another room.
 */
export async function sendMessage(dependencies: SendDependencies, caller: Caller, input: SendInput): Promise<Message> {
  const { db, log } = dependencies;
  if (input.visibility === 'staff' && caller.role === 'patient')
    throw new Failure('ROLE_NOT_ALLOWED', 'Internal notes are for staff.');
  const findSent = (trx: TenantTransaction) => sentBefore(trx, caller, input);
  try {
    return await log.write(caller.tenantId, async (unit) => {
      const room = await requireRoom(unit.trx, caller, input.roomId);
      return (await findSent(unit.trx)) ?? (await storeMessage(dependencies, unit, caller, room, input));
    });
  } catch (error) {
    if (!isDuplicateMessage(error)) throw error;
    // the same send, a moment ago on another connection: its message is committed now
    const message = await db.withTenant(caller.tenantId, findSent);
    if (!message) throw error;
    return message;
  }
}

async function storeMessage(
  { expectMessage, onMention }: SendDependencies,
  unit: UnitOfWork,
  caller: Caller,
  room: OpenRoom,
  input: SendInput,
): Promise<Message> {
  const noteMessage = await expectMessage(unit.trx, room, caller);
  const mentionIds = [...new Set(input.mentionIds)];
  await requireMembers(unit.trx, room, mentionIds);
  await auditCall(unit.trx, caller, 'messages.send', { roomId: room.id, patientId: room.patientId });
  // whoever writes in an order is in it from then on; a thread is entered by being asked in
  const joined = room.kind === 'thread' ? [] : await joinRoom(unit, caller, room.id);
  const addressed = mentionIds.filter((userId) => userId !== caller.userId);
  const told = addressed.length > 0 ? await onMention?.(unit, caller, { room, userIds: addressed, content: input.content }) : [];
  const entries = [...joined, messageEntry(caller, room.id, { ...input, mentionIds })];
  const logged = await appendToRoom(unit, caller.tenantId, room.id, entries, told);
  const created = logged.at(-1);
  if (created?.type !== 'message.created') throw new Error('A message was appended and no message came of it.');
  await noteMessage(created.message);
  return created.message;
}

async function sentBefore(trx: TenantTransaction, caller: Caller, input: SendInput): Promise<Message | null> {
  const message = await messageByClientId(trx, caller.userId, input.clientMessageId);
  if (message && message.roomId !== input.roomId)
    throw new Failure('ID_REUSED', 'This message id was already used in another conversation.');
  return message;
}

/** Moves the caller's read mark forward, never back and never beyond the end of the room. */
export async function markRead(
  db: Database,
  caller: Caller,
  { roomId, seq }: { roomId: string; seq: number },
): Promise<{ roomId: string; lastReadSeq: number; lastDeliveredSeq: number }> {
  return db.withTenant(caller.tenantId, async (trx) => {
    await requireRoom(trx, caller, roomId);
    const upTo = Math.min(seq, await lastSeqOf(trx, roomId));
    const row = await trx
      .insertInto('room_progress')
      .values({
        tenant_id: caller.tenantId,
        room_id: roomId,
        user_id: caller.userId,
        last_read_seq: upTo,
        last_delivered_seq: upTo,
      })
      .onConflict((conflict) =>
        conflict.columns(['tenant_id', 'room_id', 'user_id']).doUpdateSet({
          last_read_seq: sql`greatest(room_progress.last_read_seq, excluded.last_read_seq)`,
          last_delivered_seq: sql`greatest(room_progress.last_delivered_seq, excluded.last_delivered_seq)`,
        }),
      )
      .returning(['last_read_seq', 'last_delivered_seq'])
      .executeTakeFirstOrThrow();
    return { roomId, lastReadSeq: row.last_read_seq, lastDeliveredSeq: row.last_delivered_seq };
  });
}
