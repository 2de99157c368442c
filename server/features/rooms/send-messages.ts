import type { z } from 'zod';
import { limits } from '../../../shared/limits.ts';
import type { Message, messageInputs } from '../../../shared/messages.ts';
import { isStaff } from '../../../shared/roles.ts';
import { roomTopic } from '../../../shared/topics.ts';
import { createBatcher, type Outcome } from '../../batcher.ts';
import type { Database } from '../../db/database.ts';
import { sendAhead } from '../../db/pipelining-client.ts';
import { lockTogether, type Statement } from '../../db/statement.ts';
import { Failure } from '../../failure.ts';
import { isLockTimeout, retryPassingFaults } from '../../passing-faults.ts';
import type { EventLog, NewEvent, UnitOfWork } from '../../realtime/event-log.ts';
import type { Caller } from '../../transport/context.ts';
import { allowedCall, auditEntries } from '../audit/audit-log.ts';
import { admissionsToLocked, requireMembers, type Admissions, type OpenRoom, type RoomFacts } from './access.ts';
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
  /** Of the features to which rooms belong, in the order in which they lock. */
  holders: RoomHolder[];
  /**
   * Tells the people whom a message addresses by name, in its transaction; the events that it returns are stored
   * together with the message's. Absent: nobody is told.
   */
  onMention?(unit: UnitOfWork, caller: Caller, mention: Mention): Promise<NewEvent[]>;
  /** Told after the commit. */
  onStored?(tenantId: string, messages: readonly Message[]): void;
}

/** A message addresses participants of a thread by name; the sender is never among them. */
interface Mention {
  room: OpenRoom;
  userIds: string[];
  content: string;
}

/** A locked row: nobody else moves it before the transaction ends, so that it is found by its place (`ctid`) without an index. */
type LockedRoom = Omit<RoomFacts, 'kind'> & { place: string };

/** A feature's hold on the rooms that belong to it. */
export interface RoomHolder {
  kind: OpenRoom['kind'];
  /** Locks what those of the rooms belong to that are of its kind, in the order of their ids: messages and changes take turns. */
  lock(roomIds: string[]): Statement<LockedRoom>;
  /** What else is written because of these messages in its rooms; they are not empty. `placeOf` says where the locked rows are. */
  note(messages: Message[], placeOf: (roomId: string) => string): Statement;
}

/**
 * Stores a message and tells the room. The same `clientMessageId` again gives the message that is already there, so a
 * lost reply is answered by sending again, and a passing fault of the database by trying again here. ID_REUSED when the
 * id names a message of another room.
 */
export type SendMessage = (caller: Caller, input: SendInput) => Promise<Message>;

/**
 * Messages that come at about the same time are stored together: a transaction costs more than what is in it. A few groups
 * of a tenant are under way at once, so that one whose turn does not come holds up few others.
 */
export function createSendMessage(dependencies: SendDependencies): SendMessage {
  const groups = createBatcher<Send, Message>({
    run: (sends) => commitSends(dependencies, sends),
    most: limits.room.sendsTogether,
    atOnce: limits.room.sendGroups,
    boundBy: ({ input }) => input.roomId,
    isFaultOfOne: (error) => error instanceof Failure || isDuplicateMessage(error) || isLockTimeout(error),
  });
  return async (caller, input) => {
    if (input.visibility === 'staff' && caller.role === 'patient')
      throw new Failure('ROLE_NOT_ALLOWED', 'Internal notes are for staff.');
    return retryPassingFaults(() => groups.submit(caller.tenantId, { caller, input }));
  };
}

/** `sends` are of one tenant and not empty. A refusal of one is a failure of all: what was taken for it must not stay. */
async function commitSends(dependencies: SendDependencies, sends: Send[]): Promise<Outcome<Message>[]> {
  const [first] = sends as [Send];
  try {
    const messages = await dependencies.log.write(first.caller.tenantId, (unit) => storeSends(dependencies, unit, sends));
    dependencies.onStored?.(first.caller.tenantId, messages);
    return messages.map((result) => ({ result }));
  } catch (error) {
    if (sends.length > 1 || !isDuplicateMessage(error)) throw error;
    return [{ result: await sentBefore(dependencies.db, first) }];
  }
}

async function storeSends({ holders, onMention }: SendDependencies, unit: UnitOfWork, sends: Send[]): Promise<Message[]> {
  const perRoom = Map.groupBy(sends, ({ input }) => input.roomId);
  const roomIds = [...perRoom.keys()];
  const { answer: locked } = await sendAhead(unit.trx, lockTogether(holders.map((holder) => holder.lock(roomIds)), ['room_id', 'patient_id', 'claimed_by_id', 'place']));
  // a mention's notice takes a place in another topic, and all of a writer's topics are locked in sorted order
  if (sends.every((send) => mentionsOf(send).length === 0))
    await unit.reserve(new Map([...perRoom].map(([roomId, own]) => [roomTopic(roomId), own.length])));
  const facts = async () => (await locked).rows.map(({ part, ...row }) => ({ ...row, kind: holders[part]!.kind }));
  const admissions = await admissionsToLocked(unit.trx, roomIds, sends.map(({ caller }) => caller), facts);
  const places = new Map((await locked).rows.map(({ room_id, place }) => [room_id, place]));
  const admitted = sends.map((send): Admitted => ({ ...send, room: admissions.admit(send.caller, send.input.roomId) }));
  for (const send of admitted) await requireMembers(unit.trx, send.room, mentionsOf(send));

  const entries = [...(await joinWriters(unit, admissions, admitted)), ...admitted.map(writtenEntry)];
  const told: NewEvent[] = [];
  for (const send of admitted) told.push(...(await tellMentioned(unit, send, onMention)));
  const records = admitted.map(({ caller, room }) => allowedCall(caller, 'messages.send', { roomId: room.id, patientId: room.patientId }));
  const kinds = new Map(admitted.map(({ room }) => [room.id, room.kind]));
  const logged = await appendToRooms(unit, sends[0]!.caller.tenantId, entries, {
    also: told,
    alongside: (messages) => [auditEntries(records), ...notesOf(holders, messages, kinds, (roomId) => places.get(roomId)!)],
  });
  const stored = new Map(messagesIn(logged).map((message) => [nameOf(message.sender.id, message.clientMessageId), message]));
  return sends.map(({ caller, input }) => stored.get(nameOf(caller.userId, input.clientMessageId))!);
}

/** What tells one message of a group from another: used twice, it makes the group fail. */
const nameOf = (senderId: string, clientMessageId: string): string => `${senderId} ${clientMessageId}`;

function notesOf(holders: RoomHolder[], messages: Message[], kinds: ReadonlyMap<string, OpenRoom['kind']>, placeOf: (roomId: string) => string): Statement[] {
  return holders.flatMap(({ kind, note }) => {
    const own = messages.filter(({ roomId }) => kinds.get(roomId) === kind);
    return own.length > 0 ? [note(own, placeOf)] : [];
  });
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
  entry: messageEntry(send.caller, send.room.id, { ...send.input, mentionIds: mentionsOf(send), asideOfClaim: isAside(send) }),
});

/** Somebody of the staff writes to the patient of an order that a colleague holds. */
const isAside = ({ caller, room, input }: Admitted): boolean =>
  input.visibility === 'everyone' && isStaff(caller.role) && room.claimedById !== null && room.claimedById !== caller.userId;

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
