import { newId } from '../../../shared/ids.ts';
import type { Message } from '../../../shared/messages.ts';
import type { RoomEvent, RoomLogEvent } from '../../../shared/rooms.ts';
import { roomTopic } from '../../../shared/topics.ts';
import { insertRows, type Statement } from '../../db/statement.ts';
import type { Audience, NewEvent, UnitOfWork } from '../../realtime/event-log.ts';
import type { Caller } from '../../transport/context.ts';

/** Something that a command adds to a room's log. */
export interface RoomEntry {
  audience: Audience;
  event(position: { seq: number; at: string }): RoomLogEvent;
}

export type MessageDraft = Pick<Message, 'clientMessageId' | 'content' | 'messageType' | 'visibility' | 'priority'> & {
  mentionIds?: string[] | undefined;
  asideOfClaim?: boolean;
};

interface Companions {
  /** What other topics are told of it. */
  also?: NewEvent[];
  /** What else is written because of these messages, in the same statement. */
  alongside?: (messages: Message[]) => Statement[];
}

/** An entry and where it belongs. */
export interface PlacedEntry {
  roomId: string;
  entry: RoomEntry;
}

/** As `appendToRooms`, for one room. */
export const appendToRoom = (
  unit: UnitOfWork,
  tenantId: string,
  roomId: string,
  entries: RoomEntry[],
  companions?: Companions,
): Promise<RoomLogEvent[]> => appendToRooms(unit, tenantId, entries.map((entry) => ({ roomId, entry })), companions);

/**
 * Adds the entries to the logs of their rooms, in this order within each, and stores the rows of their messages. Nothing
 * may follow it in the transaction that could take long: from here to the commit the rooms wait.
 */
export async function appendToRooms(
  { append }: UnitOfWork,
  tenantId: string,
  entries: PlacedEntry[],
  { also = [], alongside = () => [] }: Companions = {},
): Promise<RoomLogEvent[]> {
  const logged: RoomLogEvent[] = [];
  const events = entries.map(({ roomId, entry }): NewEvent<RoomEvent> => ({
    topic: roomTopic(roomId),
    audience: entry.audience,
    body(position) {
      const event = entry.event(position);
      logged.push(event);
      return { roomId, ...position, ...event };
    },
  }));
  await append([...events, ...also], () => {
    const messages = messagesIn(logged);
    if (messages.length === 0) return [];
    return [insertRows('message', messages.map((message) => messageRow(tenantId, message))), ...alongside(messages)];
  });
  return logged;
}

/** The messages that the events tell of, in order. */
export const messagesIn = (events: RoomLogEvent[]): Message[] =>
  events.flatMap((event) => (event.type === 'message.created' ? [event.message] : []));

/** The row in which a message is stored. */
export const messageRow = (tenantId: string, message: Message) => ({
  tenant_id: tenantId,
  room_id: message.roomId,
  seq: message.seq,
  id: message.id,
  client_message_id: message.clientMessageId,
  sender_id: message.sender.id,
  content: message.content,
  message_type: message.messageType,
  visibility: message.visibility,
  priority: message.priority,
  mention_ids: message.mentionIds ?? [],
  aside_of_claim: message.asideOfClaim ?? false,
  created_at: new Date(message.createdAt),
});

/** Whether storing failed because the sender has already used the client id for another message. */
export const isDuplicateMessage = (error: unknown): boolean =>
  error instanceof Error && 'constraint' in error && error.constraint === 'message_tenant_id_sender_id_client_message_id_key';

/** The entry of a message from the caller. */
export function messageEntry(caller: Caller, roomId: string, draft: MessageDraft): RoomEntry {
  const id = newId();
  return {
    audience: draft.visibility,
    event: ({ seq, at }) => ({
      type: 'message.created',
      message: {
        id,
        roomId,
        seq,
        clientMessageId: draft.clientMessageId,
        sender: { id: caller.userId, name: caller.name, role: caller.role },
        content: draft.content,
        messageType: draft.messageType,
        visibility: draft.visibility,
        attachments: [],
        priority: draft.priority,
        ...(draft.mentionIds?.length && { mentionIds: draft.mentionIds }),
        ...(draft.asideOfClaim && { asideOfClaim: true }),
        createdAt: at,
      },
    }),
  };
}

/** A line that the system writes into the conversation for staff, in the name of who caused it. */
export const staffLine = (caller: Caller, roomId: string, content: string): RoomEntry =>
  messageEntry(caller, roomId, {
    clientMessageId: newId(),
    content,
    messageType: 'system',
    visibility: 'staff',
    priority: 'normal',
  });

/** Makes the caller a member of the room; the entry that says so, when they were not one before. */
export async function joinRoom({ trx }: UnitOfWork, caller: Caller, roomId: string): Promise<RoomEntry[]> {
  const joined = await trx
    .insertInto('room_member')
    .values({ tenant_id: caller.tenantId, room_id: roomId, user_id: caller.userId })
    .onConflict((conflict) => conflict.doNothing())
    .returning('user_id')
    .executeTakeFirst();
  if (!joined) return [];
  const member = { id: caller.userId, name: caller.name, role: caller.role };
  return [{ audience: 'everyone', event: () => ({ type: 'member.joined', member }) }];
}
