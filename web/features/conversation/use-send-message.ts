import { useQueryClient } from '@tanstack/react-query';
import { newId } from '../../../shared/ids.ts';
import type { MessageVisibility } from '../../../shared/messages.ts';
import { useOutbox } from '../../outbox/use-outbox.ts';
import { conversationKey, type Conversation } from './conversation.ts';
import type { OutgoingMessage } from './outgoing.ts';

export interface Sending {
  send(content: string, visibility: MessageVisibility, mentionIds: string[]): void;
  /** The same message once more, under the same id: if the first one did arrive after all, there is still one. */
  retry(message: OutgoingMessage): void;
  /** Gives a refused message up. */
  discard(message: OutgoingMessage): void;
}

/** Hands what is written in one room to the outbox, which sends it in the order in which it was written. */
export function useSendMessage(roomId: string): Sending {
  const queryClient = useQueryClient();
  const outbox = useOutbox();
  const add = ({ clientMessageId, content, visibility, mentionIds }: Omit<OutgoingMessage, 'createdAt' | 'problem'>): void =>
    outbox.add({ kind: 'message', roomId, clientMessageId, content, visibility, ...(mentionIds.length > 0 && { mentionIds }) });

  return {
    send: (content, visibility, mentionIds) => add({ clientMessageId: newId(), content, visibility, mentionIds }),
    retry(message) {
      // who was taken out meanwhile cannot be named any more; the words stay
      const inside = new Set(queryClient.getQueryData<Conversation>(conversationKey(roomId))?.members.map(({ id }) => id));
      add({ ...message, mentionIds: message.mentionIds.filter((id) => inside.has(id)) });
    },
    discard: ({ clientMessageId }) => outbox.discard(clientMessageId),
  };
}
