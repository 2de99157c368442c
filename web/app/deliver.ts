import type { QueryClient } from '@tanstack/react-query';
import type { TRPCClient } from '@trpc/client';
import { acceptMessage } from '../features/conversation/accept-message.ts';
import { conversationKey, type Conversation } from '../features/conversation/conversation.ts';
import { mergeReadMark } from '../features/conversation/merge-read-mark.ts';
import { errorWords, failureOf, isAboutToken, isPassing } from '../lib/error-words.ts';
import type { AppRouter } from '../lib/trpc.ts';
import type { OutboxTask } from '../outbox/outbox-entry.ts';
import type { Delivery } from '../outbox/outbox-sender.ts';

interface DeliverOptions {
  client: TRPCClient<AppRouter>;
  queryClient: QueryClient;
  userId: string;
}

/** Does what an entry of the outbox asks for, and takes the answer into the conversation if it is open. */
export function createDeliver({ client, queryClient, userId }: DeliverOptions) {
  const change = (roomId: string, merge: (state: Conversation) => Conversation) =>
    queryClient.setQueryData<Conversation>(conversationKey(roomId), (state) => state && merge(state));

  async function send(task: OutboxTask, signal: AbortSignal): Promise<void> {
    switch (task.kind) {
      case 'message': {
        const { roomId, clientMessageId, content, visibility, mentionIds } = task;
        const input = { roomId, clientMessageId, content, visibility, messageType: 'text', ...(mentionIds && { mentionIds }) } as const;
        const message = await client.messages.send.mutate(input, { signal });
        change(roomId, (state) => acceptMessage(state, message));
        return;
      }
      case 'read': {
        const { roomId, seq } = task;
        const { lastReadSeq } = await client.messages.markRead.mutate({ roomId, seq }, { signal });
        change(roomId, (state) => mergeReadMark(state, lastReadSeq, userId));
        return;
      }
      case 'notification_read':
        return void (await client.notifications.markRead.mutate({ ids: [task.notificationId] }, { signal }));
      case 'notifications_read':
        return void (await client.notifications.markAllRead.mutate({ upTo: task.upTo }, { signal }));
    }
  }

  return async (task: OutboxTask, signal: AbortSignal): Promise<Delivery> => {
    try {
      await send(task, signal);
      return { outcome: 'taken' };
    } catch (error) {
      if (isPassing(error) || isAboutToken(error)) return { outcome: 'unknown' };
      // nobody waits for a read mark
      return task.kind === 'message' ? { outcome: 'refused', problem: problemOf(error) } : { outcome: 'taken' };
    }
  };
}

const problemOf = (error: unknown): string =>
  failureOf(error)?.reason === 'NOT_A_MEMBER' ? 'Somebody whom it names has just left the thread.' : errorWords(error);
