import type { Person } from './auth.ts';
import type { ChatOrderSummary, QueueCounts } from './chat-orders.ts';
import type { Thread } from './threads.ts';

/** Who has which room open: room id to people. Staff only. */
export type RoomViewers = Record<string, Person[]>;

/**
 * What `inbox.events` yields. The first value of every subscription is `inbox.unread`;
 * lists read after it miss nothing that comes later.
 */
export type InboxEvent =
  /** Unread messages: `total` of chat orders, `threads` of staff threads. */
  | { type: 'inbox.unread'; total: number; threads: number; counts: QueueCounts }
  | { type: 'inbox.changed'; roomId: string; summary: ChatOrderSummary }
  /** A thread of the caller's; null when they are no longer in it. */
  | { type: 'inbox.thread_changed'; roomId: string; summary: Thread | null }
  | { type: 'inbox.viewers'; rooms: RoomViewers }
  /** Somebody took over an order that the caller held. */
  | { type: 'inbox.claim_lost'; roomId: string; by: Person; reason: string };
