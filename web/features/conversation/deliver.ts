import type { QueryClient } from '@tanstack/react-query';
import type { TRPCClient } from '@trpc/client';
import { errorWords, failureOf, isAboutToken, isPassing } from '../../lib/error-words.ts';
import type { AppRouter } from '../../lib/trpc.ts';
import type { OutboxTask } from '../../outbox/outbox-entry.ts';
import type { Delivery } from '../../outbox/outbox-sender.ts';
import { acceptMessage } from './accept-message.ts';
import { conversationKey, type Conversation } from './conversation.ts';
import { mergeReadMark } from './merge-read-mark.ts';

interface DeliverOptions {
  client: TRPCClient<AppRouter>;
  queryClient: QueryClient;
  userId: string;
}

/** Does what an entry of the outbox asks for, and takes the answer into the conversation if it is open. */
export const createDeliver =
  ({ client, queryClient, userId }: DeliverOptions) =>
  async (task: OutboxTask, signal: AbortSignal): Promise<Delivery> => {
    const change = (merge: (state: Conversation) => Conversation) =>
      queryClient.setQueryData<Conversation>(conversationKey(task.roomId), (state) => state && merge(state));
    try {
      switch (task.kind) {
        case 'message': {
          const { roomId, clientMessageId, content, visibility, mentionIds } = task;
          const input = { roomId, clientMessageId, content, visibility, messageType: 'text', ...(mentionIds && { mentionIds }) } as const;
          const message = await client.messages.send.mutate(input, { signal });
          change((state) => acceptMessage(state, message));
          break;
        }
        case 'read': {
          const { roomId, seq } = task;
          const { lastReadSeq } = await client.messages.markRead.mutate({ roomId, seq }, { signal });
          change((state) => mergeReadMark(state, lastReadSeq, userId));
        }
      }
      return { outcome: 'taken' };
    } catch (error) {
      if (isPassing(error) || isAboutToken(error)) return { outcome: 'unknown' };
      // nobody waits for a read mark
      return task.kind === 'read' ? { outcome: 'taken' } : { outcome: 'refused', problem: problemOf(error) };
    }
  };

const problemOf = (error: unknown): string =>
  failureOf(error)?.reason === 'NOT_A_MEMBER' ? 'Somebody whom it names has just left the thread.' : errorWords(error);
