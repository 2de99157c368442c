import type { ChatOrder, OrderState } from '../../../shared/chat-orders.ts';
import type { Conversation } from './conversation.ts';

/** Takes in the order of an event: an older version is ignored, unread and the read mark stay the reader's own. */
export function mergeOrder(state: Conversation, order: OrderState): Conversation {
  if (order.version < state.order.version) return state;
  const { lastSeq, unread, lastReadSeq } = state.order;
  return { ...state, order: { ...order, lastSeq: Math.max(lastSeq, order.lastSeq), unread, lastReadSeq } };
}

/** Takes in the reply to a change of the order, unless the feed has already told more. */
export function acceptOrder(state: Conversation, order: ChatOrder): Conversation {
  const isOlder = order.version < state.order.version || order.lastSeq < state.order.lastSeq;
  return isOlder ? state : { ...state, order };
}
