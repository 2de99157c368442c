import type { QueueCounts } from '../../../shared/chat-orders.ts';
import type { InboxEvent, RoomViewers } from '../../../shared/inbox.ts';

/** What the inbox tells beside its lists. */
export interface InboxState {
  /** Unread messages over all orders that the caller sees. */
  unread: number;
  /** Unread messages over the caller's threads. */
  threadsUnread: number;
  /** Null until the server has told. */
  counts: QueueCounts | null;
  viewers: RoomViewers;
}

export const emptyInbox: InboxState = { unread: 0, threadsUnread: 0, counts: null, viewers: {} };

export const inboxKey = ['inbox'] as const;

export function mergeInboxEvent(state: InboxState, event: InboxEvent): InboxState {
  switch (event.type) {
    case 'inbox.unread':
      return { ...state, unread: event.total, threadsUnread: event.threads, counts: event.counts };
    case 'inbox.viewers':
      return { ...state, viewers: event.rooms };
    default:
      return state;
  }
}
