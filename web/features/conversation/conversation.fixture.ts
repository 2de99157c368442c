import type { ChatOrder } from '../../../shared/chat-orders.ts';
import type { Message } from '../../../shared/messages.ts';
import type { Member } from '../../../shared/rooms.ts';
import type { About, Conversation } from './conversation.ts';

export const lena: Member = { id: 'lena', name: 'Lena Fischer', role: 'pharmacist' };
export const tom: Member = { id: 'tom', name: 'Tom Becker', role: 'technician' };
export const maria: Member = { id: 'maria', name: 'Maria Alvarez', role: 'patient' };

/** A point in time on 22 May 2026, `minute` minutes after noon. */
export const minuteAfterNoon = (minute: number): string => new Date(Date.UTC(2026, 4, 22, 12, minute)).toISOString();

export const aMessage = (seq: number, change: Partial<Message> = {}): Message => ({
  id: `message ${seq}`,
  roomId: 'room',
  seq,
  clientMessageId: `client ${seq}`,
  sender: maria,
  content: `words ${seq}`,
  messageType: 'text',
  visibility: 'everyone',
  attachments: [],
  priority: 'normal',
  createdAt: minuteAfterNoon(seq),
  ...change,
});

export const anOrder = (change: Partial<ChatOrder> = {}): Extract<About, { kind: 'order' }> => ({
  kind: 'order',
  roomId: 'room',
  tenantId: 'greenleaf',
  patient: { id: 'patient', name: 'Maria Alvarez', dateOfBirth: '1984-03-12' },
  status: 'requested',
  version: 1,
  items: [],
  assignee: null,
  claimedBy: null,
  lastSeq: 0,
  waitingSince: minuteAfterNoon(0),
  answered: false,
  createdAt: minuteAfterNoon(0),
  updatedAt: minuteAfterNoon(0),
  unread: 0,
  lastReadSeq: 0,
  ...change,
});

export const aThread = (change: Partial<Extract<About, { kind: 'thread' }>> = {}): Extract<About, { kind: 'thread' }> => ({
  kind: 'thread',
  roomId: 'room',
  tenantId: 'greenleaf',
  subject: 'Fridge',
  patient: null,
  createdBy: tom,
  lastSeq: 0,
  unread: 0,
  lastReadSeq: 0,
  createdAt: minuteAfterNoon(0),
  ...change,
});

export const aConversation = (change: Partial<Conversation> = {}): Conversation => ({
  about: anOrder(),
  messages: [],
  members: [maria],
  cursor: 0,
  hasMore: false,
  ...change,
});
