import type { QueryClient } from '@tanstack/react-query';
import type { ChatOrderSummary } from '../../../shared/chat-orders.ts';
import type { InboxEvent } from '../../../shared/inbox.ts';
import { mergeChangedOrder, rowsOf } from '../chat-orders/merge-inbox-event.ts';
import { filterOfList, orderListsKey, type OrderList } from '../chat-orders/use-order-list.ts';
import { createLiveLists } from '../../lib/live-lists.ts';
import { readAnew } from '../../lib/read-anew.ts';
import { conversationKey } from '../conversation/conversation.ts';
import { refreshChartsOf } from '../patients/chart-feed.ts';
import { mergeChangedThread, type ThreadChange } from '../threads/merge-changed-thread.ts';
import { threadListsKey, type ThreadList } from '../threads/use-thread-list.ts';
import { emptyInbox, inboxKey, mergeInboxEvent, type InboxState } from './inbox-state.ts';

export interface InboxFeed {
  /** The stream began, anew or for the first time: what lists know may have a gap. */
  onStarted(): void;
  onEvent(event: InboxEvent): void;
  stop(): void;
}

/** Takes what the inbox tells into every cached list of orders and of threads. */
export function createInboxFeed(queryClient: QueryClient, callerId: string): InboxFeed {
  let isFresh = true;
  const orders = createLiveLists<ChatOrderSummary>(queryClient, orderListsKey, (queryKey, order) =>
    queryClient.setQueryData<OrderList>(queryKey, (list) => list && mergeChangedOrder(list, order, filterOfList(queryKey), callerId)),
  );
  const threads = createLiveLists<ThreadChange>(queryClient, threadListsKey, (queryKey, change) =>
    queryClient.setQueryData<ThreadList>(queryKey, (list) => list && mergeChangedThread(list, change)),
  );

  return {
    onStarted() {
      isFresh = true;
    },
    onEvent(event) {
      queryClient.setQueryData<InboxState>(inboxKey, (state) => mergeInboxEvent(state ?? emptyInbox, event));
      switch (event.type) {
        case 'inbox.changed':
          return orders.take(event.summary, event.roomId);
        case 'inbox.thread_changed':
          threads.take(event, event.roomId);
          void refreshChartsOf(queryClient, event.summary?.patient ?? null);
          // what is open ends by its own stream, which says why
          if (!event.summary) queryClient.removeQueries({ queryKey: conversationKey(event.roomId), type: 'inactive' });
          return;
        case 'inbox.unread':
          if (!isFresh) return;
          isFresh = false;
          for (const queryKey of [orderListsKey, threadListsKey]) void readAnew(queryClient, queryKey);
      }
    },
    stop() {
      orders.stop();
      threads.stop();
    },
  };
}

/** The order as any cached list shows it. */
export const listedOrder = (queryClient: QueryClient, roomId: string): ChatOrderSummary | undefined =>
  queryClient
    .getQueriesData<OrderList>({ queryKey: orderListsKey })
    .flatMap(([, list]) => rowsOf(list))
    .find((order) => order.roomId === roomId);
