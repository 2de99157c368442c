import type { ChatOrder } from '../../../shared/chat-orders.ts';
import type { Message } from '../../../shared/messages.ts';
import type { Member } from '../../../shared/rooms.ts';
import type { Thread } from '../../../shared/threads.ts';

/** What a room is for. Who is in a thread and what was said last is known from its members and messages. */
export type About =
  | ({ kind: 'order' } & ChatOrder)
  | ({ kind: 'thread' } & Omit<Thread, 'participants' | 'lastMessage' | 'updatedAt'>);

export type RoomKind = About['kind'];

/** What the query cache holds for one room. Only the merges of this folder change it. */
export interface Conversation {
  about: About;
  /** Ascending by `seq`, without a gap from the first one on. */
  messages: Message[];
  members: Member[];
  /** Every event up to this number is in here. */
  cursor: number;
  /** Whether older messages than the first one exist. */
  hasMore: boolean;
}

export const conversationKey = (roomId: string) => ['conversation', roomId] as const;
