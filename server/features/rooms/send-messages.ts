import type { RawBuilder } from 'kysely';
import type { z } from 'zod';
import { limits } from '../../../shared/limits.ts';
import type { Message, messageInputs } from '../../../shared/messages.ts';
import { createBatcher, type Outcome } from '../../batcher.ts';
import { isLockTimeout, retryPassingFaults } from '../../passing-faults.ts';
import type { Database, TenantTransaction } from '../../db/database.ts';
import { Failure } from '../../failure.ts';
import type { EventLog, NewEvent, UnitOfWork } from '../../realtime/event-log.ts';
import type { Caller } from '../../transport/context.ts';
import { allowedCall, auditEntries } from '../audit/audit-log.ts';
import { admissionsTo, requireMembers, type Admissions, type OpenRoom } from './access.ts';
import { messageByClientId } from './queries.ts';
import { appendToRooms, isDuplicateMessage, joinRoom, messageEntry, messagesIn, type PlacedEntry } from './room-log.ts';

type SendInput = z.output<typeof messageInputs.send>;

interface Send {
  caller: Caller;
  input: SendInput;
}

interface Admitted extends Send {
  room: OpenRoom;
}

export interface SendDependencies {
  db: Database;
  log: EventLog;
  /** Of the features to which rooms belong. */
  holders: RoomHolder[];
  /**
   * Tells the people whom a message addresses by name, in its transaction; the events that it returns are stored
   * together with the message's. Absent: nobody is told.
   */
  onMention?(unit: UnitOfWork, caller: Caller, mention: Mention): Promise<NewEvent[]>;
}

/** A feature's hold on those of some rooms that belong to it. */
interface RoomHold {
  holds(roomId: string): boolean;
  /** What else is written because of these messages in its rooms; they are not empty. */
  note(messages: Message[]): RawBuilder<unknown>[];
}

/**
 * Locks what rooms of its kind belong to, in the order of their ids, until the transaction ends: their messages and changes
 * take turns.
 */
export type RoomHolder = (trx: TenantTransaction, roomIds: string[]) => Promise<RoomHold>;

/** A message addresses participants of a thread by name; the sender is never among them. */
interface Mention {
  room: OpenRoom;
  userIds: string[];
  content: string;
}

/**
 * Stores a message and tells the room. The same `clientMessageId` again gives the message that is already there, so a
 * lost reply is answered by sending again, and a passing fault of the database by trying again here. ID_REUSED when the
 * id names a message of another room.
 */
export type SendMessage = (caller: Caller, input: SendInput) => Promise<Message>;

/**
 * Messages that wait are stored together: a transaction costs more than what is in it. A tenant's rooms are spread over a
 * few lanes, so that one whose turn does not come holds up few others.
 */
export function createSendMessage(dependencies: SendDependencies): SendMessage {
  const lanes = createBatcher<Send, Message>({
    run: (sends) => commitSends(dependencies, sends),
    most: limits.room.sendsTogether,
    isFaultOfOne: (error) => isDuplicateMessage(error) || isLockTimeout(error),
  });
  return async (caller, input) => {
    if (input.visibility === 'staff' && caller.role === 'patient')
      throw new Failure('ROLE_NOT_ALLOWED', 'Internal notes are for staff.');
    return retryPassingFaults(() => lanes.submit(`${caller.tenantId} ${laneOf(input.roomId)}`, { caller, input }));
  };
}

/** The end of a UUIDv7 is random. */
const laneOf = (roomId: string): number => Number.parseInt(roomId.slice(-4), 16) % limits.room.lanes;

/** `sends` are of one tenant and not empty. */
async function commitSends(dependencies: SendDependencies, sends: Send[]): Promise<Outcome<Message>[]> {
  const [first] = sends as [Send];
  try {
    return await dependencies.log.write(first.caller.tenantId, (unit) => storeSends(dependencies, unit, sends));
  } catch (error) {
    if (sends.length > 1 || !isDuplicateMessage(error)) throw error;
    return [{ result: await sentBefore(dependencies.db, first) }];
  }
}

async function storeSends({ holders, onMention }: SendDependencies, unit: UnitOfWork, sends: Send[]): Promise<Outcome<Message>[]> {
  const roomIds = [...new Set(sends.map(({ input }) => input.roomId))];
  const noteMessages = await holdRooms(holders, unit.trx, roomIds);
  const admissions = await admissionsTo(unit.trx, roomIds, sends.map(({ caller }) => caller));
  const { admitted, refusals } = await admit(unit.trx, admissions, sends);
  const stored = new Map<string, Message>();
  if (admitted.length > 0) {
    const entries = [...(await joinWriters(unit, admissions, admitted)), ...admitted.map(writtenEntry)];
    const told: NewEvent[] = [];
    for (const send of admitted) told.push(...(await tellMentioned(unit, send, onMention)));
    const records = admitted.map(({ caller, room }) => allowedCall(caller, 'messages.send', { roomId: room.id, patientId: room.patientId }));
    const logged = await appendToRooms(unit, admitted[0]!.caller.tenantId, entries, {
      also: told,
      alongside: (messages) => [auditEntries(records), ...noteMessages(messages)],
    });
    for (const message of messagesIn(logged)) stored.set(nameOf(message.sender.id, message.clientMessageId), message);
  }
  return sends.map((send) => {
    const refused = refusals.get(send);
    return refused ? { refused } : { result: stored.get(nameOf(send.caller.userId, send.input.clientMessageId))! };
  });
}

/** What tells one message of a group from another: used twice, it makes the group fail. */
const nameOf = (senderId: string, clientMessageId: string): string => `${senderId} ${clientMessageId}`;

async function holdRooms(holders: RoomHolder[], trx: TenantTransaction, roomIds: string[]) {
  const held: RoomHold[] = [];
  for (const holder of holders) {
    const left = roomIds.filter((roomId) => !held.some((hold) => hold.holds(roomId)));
    if (left.length > 0) held.push(await holder(trx, left));
  }
  return (messages: Message[]): RawBuilder<unknown>[] =>
    held.flatMap((hold) => {
      const own = messages.filter(({ roomId }) => hold.holds(roomId));
      return own.length > 0 ? hold.note(own) : [];
    });
}

async function admit(
  trx: TenantTransaction,
  admissions: Admissions,
  sends: Send[],
): Promise<{ admitted: Admitted[]; refusals: Map<Send, Failure> }> {
  const admitted: Admitted[] = [];
  const refusals = new Map<Send, Failure>();
  for (const send of sends)
    try {
      const room = admissions.admit(send.caller, send.input.roomId);
      await requireMembers(trx, room, mentionsOf(send));
      admitted.push({ ...send, room });
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      refusals.set(send, error);
    }
  return { admitted, refusals };
}

/** Whoever writes in an order is in it from then on; a thread is entered by being asked in. */
async function joinWriters(unit: UnitOfWork, { isMember }: Admissions, admitted: Admitted[]): Promise<PlacedEntry[]> {
  const strangers = admitted.filter(({ caller, room }) => room.kind === 'chat_order' && !isMember(caller, room.id));
  const joined: PlacedEntry[] = [];
  for (const { caller, room } of strangers)
    for (const entry of await joinRoom(unit, caller, room.id)) joined.push({ roomId: room.id, entry });
  return joined;
}

const writtenEntry = (send: Admitted): PlacedEntry => ({
  roomId: send.room.id,
  entry: messageEntry(send.caller, send.room.id, { ...send.input, mentionIds: mentionsOf(send) }),
});

const mentionsOf = ({ input }: Send): string[] => [...new Set(input.mentionIds)];

async function tellMentioned(unit: UnitOfWork, send: Admitted, onMention: SendDependencies['onMention']): Promise<NewEvent[]> {
  const { caller, room, input } = send;
  const userIds = mentionsOf(send).filter((userId) => userId !== caller.userId);
  return userIds.length > 0 && onMention ? onMention(unit, caller, { room, userIds, content: input.content }) : [];
}

/** What the sender has stored under this client id before. */
async function sentBefore(db: Database, { caller, input }: Send): Promise<Message> {
  const message = await db.withTenant(caller.tenantId, (trx) => messageByClientId(trx, caller.userId, input.clientMessageId));
  if (message?.roomId !== input.roomId)
    throw new Failure('ID_REUSED', 'This message id was already used in another conversation.');
  return message;
}
