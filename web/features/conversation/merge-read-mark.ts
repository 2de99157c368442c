import { limits } from '../../../shared/limits.ts';
import type { Message } from '../../../shared/messages.ts';
import type { Conversation } from './conversation.ts';

/** Whether a message counts as unread for `callerId` until they have read it. */
export const countsAsUnread = (message: Message, callerId: string): boolean =>
  message.sender.id !== callerId && message.messageType !== 'system';

/** Moves the caller's own read mark forward, never back. */
export function mergeReadMark(state: Conversation, lastReadSeq: number, callerId: string): Conversation {
  if (lastReadSeq <= state.about.lastReadSeq) return state;
  const unread = state.messages.filter(({ seq }) => seq > lastReadSeq).filter((message) => countsAsUnread(message, callerId));
  return { ...state, about: { ...state.about, lastReadSeq, unread: Math.min(unread.length, limits.page.unreadCap) } };
}
