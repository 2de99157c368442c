import { useQueryClient } from '@tanstack/react-query';
import type { MessageVisibility } from '../../../shared/messages.ts';
import { newId } from '../../../shared/ids.ts';
import { errorWords, failureOf, isPassing } from '../../lib/error-words.ts';
import { trpc } from '../../lib/trpc.ts';
import { conversationKey, type Conversation, type OutgoingMessage } from './conversation.ts';
import { acceptMessage } from './accept-message.ts';
import { addOutgoing, markFailed, markSending, removeOutgoing } from './outgoing.ts';
import { useChangeConversation } from './use-conversation.ts';

export interface Sending {
  send(content: string, visibility: MessageVisibility, mentionIds: string[]): void;
  /** The same message once more, under the same id: if the first one did arrive after all, there is still one. */
  retry(message: OutgoingMessage): void;
  /** Gives a failed message up. */
  discard(message: OutgoingMessage): void;
}

type OutgoingDraft = Pick<OutgoingMessage, 'clientMessageId' | 'content' | 'visibility' | 'mentionIds'>;

/** Automatic tries after the first one; with their delays about fifteen seconds. */
const retries = 5;

/** Sends messages of one room one after the other, in the order they were written. */
export function useSendMessage(roomId: string): Sending {
  const queryClient = useQueryClient();
  const change = useChangeConversation(roomId);
  const { mutate } = trpc.messages.send.useMutation({
    scope: { id: `send ${roomId}` },
    networkMode: 'always',
    retry: (count, error) => count < retries && isPassing(error),
    retryDelay: (attempt) => 500 * 2 ** attempt,
    onSuccess: (message) => change((state) => acceptMessage(state, message)),
    onError: (error, { clientMessageId }) => change((state) => markFailed(state, clientMessageId, problemOf(error))),
  });
  const deliver = ({ clientMessageId, content, visibility, mentionIds }: OutgoingDraft): void =>
    mutate({ roomId, clientMessageId, content, visibility, messageType: 'text', ...(mentionIds.length > 0 && { mentionIds }) });

  return {
    send(content, visibility, mentionIds) {
      const message = { clientMessageId: newId(), content, visibility, mentionIds, createdAt: new Date().toISOString() };
      change((state) => addOutgoing(state, message));
      deliver(message);
    },
    retry(message) {
      change((state) => markSending(state, message.clientMessageId));
      // who was taken out meanwhile cannot be named any more; the words stay
      const inside = new Set(queryClient.getQueryData<Conversation>(conversationKey(roomId))?.members.map(({ id }) => id));
      deliver({ ...message, mentionIds: message.mentionIds.filter((id) => inside.has(id)) });
    },
    discard: ({ clientMessageId }) => change((state) => removeOutgoing(state, clientMessageId)),
  };
}

function problemOf(error: unknown): string {
  const failure = failureOf(error);
  if (!failure) return 'No connection.';
  return failure.reason === 'NOT_A_MEMBER' ? 'Somebody whom it names has just left the thread.' : errorWords(error);
}
