import type { Conversation, OutgoingMessage } from './conversation.ts';

/** Shows a message before the server has it. */
export function addOutgoing(state: Conversation, message: Pick<OutgoingMessage, 'clientMessageId' | 'content' | 'visibility' | 'mentionIds' | 'createdAt'>): Conversation {
  return { ...state, outgoing: [...state.outgoing, { ...message, state: 'sending', problem: null }] };
}

export function markFailed(state: Conversation, clientMessageId: string, problem: string): Conversation {
  return change(state, clientMessageId, (message) => ({ ...message, state: 'failed', problem }));
}

export function markSending(state: Conversation, clientMessageId: string): Conversation {
  return change(state, clientMessageId, (message) => ({ ...message, state: 'sending', problem: null }));
}

export function removeOutgoing(state: Conversation, clientMessageId: string): Conversation {
  return { ...state, outgoing: state.outgoing.filter((message) => message.clientMessageId !== clientMessageId) };
}

function change(state: Conversation, clientMessageId: string, update: (message: OutgoingMessage) => OutgoingMessage): Conversation {
  return {
    ...state,
    outgoing: state.outgoing.map((message) => (message.clientMessageId === clientMessageId ? update(message) : message)),
  };
}
