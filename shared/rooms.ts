import { z } from 'zod';
import type { Person } from './auth.ts';
import type { OrderState } from './chat-orders.ts';
import { lastEventIdSchema } from './cursors.ts';
import { idSchema } from './id-schema.ts';
import type { Message } from './messages.ts';
import type { Role } from './roles.ts';

export const roomInputs = {
  setTyping: z.strictObject({ roomId: idSchema, typing: z.boolean() }),
  events: z.strictObject({ roomId: idSchema, lastEventId: lastEventIdSchema }),
  signals: z.strictObject({ roomId: idSchema }),
};

export interface Member extends Person {
  role: Role;
}

interface Envelope {
  roomId: string;
  seq: number;
  /** When it happened, ISO 8601. */
  at: string;
}

/** What is stored in a room's log. */
export type RoomLogEvent =
  | { type: 'message.created'; message: Message }
  | { type: 'message.updated'; message: Message }
  | { type: 'order.updated'; order: OrderState }
  | { type: 'member.joined'; member: Member }
  | { type: 'member.left'; userId: string };

/** What `rooms.events` yields. `seq` of the two that are not in the log is the position they speak of. */
export type RoomEvent = Envelope &
  (RoomLogEvent | { type: 'room.joined'; lastSeq: number; members: Member[] } | { type: 'feed.reset' } | { type: 'feed.heartbeat' });

/** How far somebody has got in a room. */
export interface Receipt {
  userId: string;
  lastReadSeq: number;
  lastDeliveredSeq: number;
}

/**
 * What `rooms.signals` yields. A subscription starts with the whole state (one `viewers`, then a `typing` and a
 * `receipt` for everyone who has one), so a client forgets what it knew whenever the stream starts anew.
 */
export type RoomSignal =
  | { type: 'typing'; userId: string; typing: boolean }
  | { type: 'viewers'; userIds: string[]; viewers: Member[] }
  | ({ type: 'receipt' } & Receipt);
