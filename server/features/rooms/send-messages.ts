import type { RawBuilder } from 'kysely';
import type { z } from 'zod';
import { limits } from '../../../shared/limits.ts';
import type { Message, messageInputs } from '../../../shared/messages.ts';
import { createBatcher, type Outcome } from '../../batcher.ts';
import { retryPassingFaults } from '../../passing-faults.ts';
import type { Database, TenantTransaction } from '../../db/database.ts';
import { Failure, notFound } from '../../failure.ts';
import type { EventLog, NewEvent, UnitOfWork } from '../../realtime/event-log.ts';
import type { Caller } from '../../transport/context.ts';
import { allowedCall, auditEntries } from '../audit/audit-log.ts';
import { admissionTo, requireMembers, type Admission, type OpenRoom } from './access.ts';
import { messageByClientId } from './queries.ts';
import { appendToRoom, isDuplicateMessage, joinRoom, messageEntry, messagesIn } from './room-log.ts';

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

/**
 * Locks what a room of its kind belongs to until the transaction ends, so that its messages and changes take turns; null
 * for a room of another kind. What it gives is asked what else is written because of the messages.
 */
export type RoomHolder = (trx: TenantTransaction, roomId: string) => Promise<((messages: Message[]) => RawBuilder<unknown>[]) | null>;

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

/** Messages that wait for the same room are stored together: the room's order is taken once for all of them. */
export function createSendMessage(dependencies: SendDependencies): SendMessage {
  const groups = createBatcher<Send, Message>({
    run: (sends) => commitSends(dependencies, sends),
    most: limits.room.sendsTogether,
    isFaultOfOne: isDuplicateMessage,
  });
  return async (caller, input) => {
    if (input.visibility === 'staff' && caller.role === 'patient')
      throw new Failure('ROLE_NOT_ALLOWED', 'Internal notes are for staff.');
    return retryPassingFaults(() => groups.submit(`${caller.tenantId} ${input.roomId}`, { caller, input }));
  };
}

/** `sends` are of one room and not empty. */
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
  const { trx } = unit;
  const [{ caller, input }] = sends as [Send];
  const { tenantId } = caller;
  const { roomId } = input;
  const noteMessages = await hold(holders, trx, roomId);
  const admission = await admissionTo(trx, roomId, sends.map((send) => send.caller));
  const { admitted, refusals } = await admit(trx, admission, sends);
  if (admitted.length > 0) {
    const joined = await joinWriters(unit, admission, admitted);
    const told: NewEvent[] = [];
    for (const send of admitted) told.push(...(await tellMentioned(unit, send, onMention)));
    const written = admitted.map((send) => messageEntry(send.caller, roomId, { ...send.input, mentionIds: mentionsOf(send) }));
    const records = admitted.map((send) => allowedCall(send.caller, 'messages.send', { roomId, patientId: send.room.patientId }));
    const logged = await appendToRoom(unit, tenantId, roomId, [...joined, ...written], {
      also: told,
      alongside: (messages) => [auditEntries(records), ...noteMessages(messages)],
    });
    const messages = messagesIn(logged).values();
    return sends.map((send) => outcomeOf(refusals.get(send) ?? messages.next().value!));
  }
  return sends.map((send) => ({ refused: refusals.get(send)! }));
}

async function hold(holders: RoomHolder[], trx: TenantTransaction, roomId: string) {
  for (const holder of holders) {
    const noteMessages = await holder(trx, roomId);
    if (noteMessages) return noteMessages;
  }
  throw notFound();
}

const outcomeOf = (what: Failure | Message): Outcome<Message> => (what instanceof Failure ? { refused: what } : { result: what });

async function admit(
  trx: TenantTransaction,
  admission: Admission,
  sends: Send[],
): Promise<{ admitted: Admitted[]; refusals: Map<Send, Failure> }> {
  const admitted: Admitted[] = [];
  const refusals = new Map<Send, Failure>();
  for (const send of sends)
    try {
      const room = admission.admit(send.caller);
      await requireMembers(trx, room, mentionsOf(send));
      admitted.push({ ...send, room });
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      refusals.set(send, error);
    }
  return { admitted, refusals };
}

/** Whoever writes in an order is in it from then on; a thread is entered by being asked in. */
async function joinWriters(unit: UnitOfWork, { isMember }: Admission, admitted: Admitted[]) {
  const strangers = admitted.filter(({ caller, room }) => room.kind === 'chat_order' && !isMember(caller));
  const joined = [];
  for (const { caller, room } of strangers) joined.push(...(await joinRoom(unit, caller, room.id)));
  return joined;
}

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
