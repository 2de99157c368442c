import type { MessageVisibility } from '../../../shared/messages.ts';
import { newId } from '../../../shared/ids.ts';
import { errorWords, failureOf, isPassing } from '../../lib/error-words.ts';
import { trpc } from '../../lib/trpc.ts';
import type { OutgoingMessage } from './conversation.ts';
import { acceptMessage } from './accept-message.ts';
import { addOutgoing, markFailed, markSending, removeOutgoing } from './outgoing.ts';
import { useChangeConversation } from './use-conversation.ts';

export interface Sending {
  send(content: string, visibility: MessageVisibility): void;
  /** The same message once more, under the same id: if the first one did arrive after all, there is still one. */
  retry(message: OutgoingMessage): void;
  /** Gives a failed message up. */
  discard(message: OutgoingMessage): void;
}

/** Automatic tries after the first one; with their delays about fifteen seconds. */
const retries = 5;

/** Sends messages of one room one after the other, in the order they were written. */
export function useSendMessage(roomId: string): Sending {
  const change = useChangeConversation(roomId);
  const { mutate } = trpc.messages.send.useMutation({
    scope: { id: `send ${roomId}` },
    networkMode: 'always',
    retry: (count, error) => count < retries && isPassing(error),
    retryDelay: (attempt) => 500 * 2 ** attempt,
    onSuccess: (message) => change((state) => acceptMessage(state, message)),
    onError: (error, { clientMessageId }) => change((state) => markFailed(state, clientMessageId, problemOf(error))),
  });
  const deliver = ({ clientMessageId, content, visibility }: Pick<OutgoingMessage, 'clientMessageId' | 'content' | 'visibility'>): void =>
    mutate({ roomId, clientMessageId, content, visibility, messageType: 'text' });

  return {
    send(content, visibility) {
      const message = { clientMessageId: newId(), content, visibility, createdAt: new Date().toISOString() };
      change((state) => addOutgoing(state, message));
      deliver(message);
    },
    retry(message) {
      change((state) => markSending(state, message.clientMessageId));
      deliver(message);
    },
    discard: ({ clientMessageId }) => change((state) => removeOutgoing(state, clientMessageId)),
  };
}

const problemOf = (error: unknown): string => (failureOf(error) ? errorWords(error) : 'No connection.');
