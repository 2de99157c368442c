import type { Message } from '../../../shared/messages.ts';
import type { Conversation } from './conversation.ts';

/** Puts `message` at its place by `seq`; one that is already there stays as it is. */
function insertMessage(messages: Message[], message: Message): Message[] {
  const before = messages.findLastIndex(({ seq }) => seq <= message.seq);
  if (messages[before]?.seq === message.seq) return messages;
  return messages.toSpliced(before + 1, 0, message);
}

/** Takes in a message that arrived by whatever way came first, the reply or the feed. The cursor stays, it belongs to the feed. */
export function acceptMessage(state: Conversation, message: Message): Conversation {
  const messages = insertMessage(state.messages, message);
  return messages === state.messages ? state : { ...state, messages };
}
