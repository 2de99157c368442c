import type { ChatOrder, OrderState } from '../../../shared/chat-orders.ts';
import type { Conversation } from './conversation.ts';

/** Takes in the order of an event: an older version is ignored, unread and the read mark stay the reader's own. */
export function mergeOrder(state: Conversation, order: OrderState): Conversation {
  const { about } = state;
  if (about.kind !== 'order' || order.version < about.version) return state;
  const { kind, lastSeq, unread, lastReadSeq } = about;
  return { ...state, about: { kind, ...order, lastSeq: Math.max(lastSeq, order.lastSeq), unread, lastReadSeq } };
}

/** Takes in the reply to a change of the order, unless the feed has already told more. */
export function acceptOrder(state: Conversation, order: ChatOrder): Conversation {
  const { about } = state;
  if (about.kind !== 'order') return state;
  const isOlder = order.version < about.version || order.lastSeq < about.lastSeq;
  return isOlder ? state : { ...state, about: { kind: 'order', ...order } };
}
