import type { QueryClient } from '@tanstack/react-query';
import type { ChatOrderSummary } from '../../../shared/chat-orders.ts';
import type { InboxEvent } from '../../../shared/inbox.ts';
import { emptyInbox, inboxKey, mergeInboxEvent, type InboxState } from './inbox-state.ts';
import { mergeChangedOrder, rowsOf } from './merge-inbox-event.ts';
import { filterOfList, orderListsKey, type OrderList } from './use-order-list.ts';

export interface InboxFeed {
  /** The stream began, anew or for the first time: what lists know may have a gap. */
  onStarted(): void;
  onEvent(event: InboxEvent): void;
  stop(): void;
}

/**
 * Takes what the inbox tells into every cached list. A list that is being read while something changes could come back
 * older than the change, so changes are kept until no list is under way and applied to each that arrives.
 */
export function createInboxFeed(queryClient: QueryClient, callerId: string): InboxFeed {
  const cache = queryClient.getQueryCache();
  const unsettled = new Map<string, ChatOrderSummary>();
  let isFresh = true;

  function apply(queryKey: readonly unknown[], order: ChatOrderSummary): void {
    const filter = filterOfList(queryKey);
    queryClient.setQueryData<OrderList>(queryKey, (list) => list && mergeChangedOrder(list, order, filter, callerId));
  }

  function onChanged(order: ChatOrderSummary): void {
    if (queryClient.isFetching({ queryKey: orderListsKey }) > 0) unsettled.set(order.roomId, order);
    for (const { queryKey } of cache.findAll({ queryKey: orderListsKey })) apply(queryKey, order);
  }

  const unsubscribe = cache.subscribe((event) => {
    if (event.type !== 'updated' || event.action.type !== 'success' || event.action.manual) return;
    if (event.query.queryKey[0] !== orderListsKey[0]) return;
    for (const order of unsettled.values()) apply(event.query.queryKey, order);
    if (queryClient.isFetching({ queryKey: orderListsKey }) === 0) unsettled.clear();
  });

  return {
    onStarted() {
      isFresh = true;
    },
    onEvent(event) {
      queryClient.setQueryData<InboxState>(inboxKey, (state) => mergeInboxEvent(state ?? emptyInbox, event));
      if (event.type === 'inbox.changed') onChanged(event.summary);
      if (event.type !== 'inbox.unread' || !isFresh) return;
      isFresh = false;
      void queryClient.invalidateQueries({ queryKey: orderListsKey });
    },
    stop: unsubscribe,
  };
}

/** The order as any cached list shows it. */
export const listedOrder = (queryClient: QueryClient, roomId: string): ChatOrderSummary | undefined =>
  queryClient
    .getQueriesData<OrderList>({ queryKey: orderListsKey })
    .flatMap(([, list]) => rowsOf(list))
    .find((order) => order.roomId === roomId);
