import { turnAfter } from '../../../shared/order-turn.ts';
import { limits } from '../../../shared/limits.ts';
import type { RoomEvent } from '../../../shared/rooms.ts';
import type { Conversation } from './conversation.ts';
import { acceptMessage } from './accept-message.ts';
import { mergeOrder } from './merge-order.ts';
import { countsAsUnread } from './merge-read-mark.ts';

/**
 * Applies one event of the room's feed, the caller's own included. Events that the state already holds, older
 * versions of the order and event types that this client does not know change nothing but the cursor.
 */
export function mergeRoomEvent(state: Conversation, event: RoomEvent, callerId: string): Conversation {
  if (event.type === 'room.joined') return { ...state, members: event.members };
  if (event.type === 'feed.reset' || event.seq <= state.cursor) return state;
  return { ...applyEvent(followLog(state, event, callerId), event), cursor: event.seq };
}

function applyEvent(state: Conversation, event: RoomEvent): Conversation {
  switch (event.type) {
    case 'message.created':
      return acceptMessage(state, event.message);
    case 'message.updated':
      return {
        ...state,
        messages: state.messages.map((message) => (message.seq === event.message.seq ? event.message : message)),
      };
    case 'order.updated':
      return mergeOrder(state, event.order);
    case 'member.joined': {
      const others = state.members.filter(({ id }) => id !== event.member.id);
      return { ...state, members: [...others, event.member] };
    }
    case 'member.left':
      return { ...state, members: state.members.filter(({ id }) => id !== event.userId) };
    default:
      return state;
  }
}

/**
 * What messages change about the room: how many are unread, and of an order whose turn it is. It may have been read a
 * moment after the feed began; what it already knows is not counted again.
 */
function followLog(state: Conversation, event: RoomEvent, callerId: string): Conversation {
  const { about } = state;
  const { seq: lastSeq } = event;
  if (lastSeq <= about.lastSeq) return state;
  if (event.type !== 'message.created') return { ...state, about: { ...about, lastSeq } };
  const { message } = event;
  const isNew = lastSeq > about.lastReadSeq && countsAsUnread(message, callerId);
  const unread = Math.min(about.unread + (isNew ? 1 : 0), limits.page.unreadCap);
  if (about.kind === 'thread') return { ...state, about: { ...about, lastSeq, unread } };
  const { waitingSince, answered } = turnAfter(about, message);
  return { ...state, about: { ...about, lastSeq, unread, waitingSince, answered } };
}
