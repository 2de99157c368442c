import { getQueryKey } from '@trpc/react-query';
import { useQueryClient, type InfiniteData } from '@tanstack/react-query';
import { isOpen, orderStatuses } from '../../../shared/order-status.ts';
import { trpc } from '../../lib/trpc.ts';
import { useUser } from '../../lib/use-user.ts';
import { mergeChangedOrder, rowsOf, type OrderPage } from '../chat-orders/merge-inbox-event.ts';

const input = { limit: 50 };
const everything = { queue: 'all' as const, status: [...orderStatuses], search: '' };

/** The patient's orders, kept current by the inbox. */
export function useMyOrders() {
  const user = useUser();
  const queryClient = useQueryClient();
  const queryKey = getQueryKey(trpc.chatOrders.list, input, 'infinite');
  const list = trpc.chatOrders.list.useInfiniteQuery(input, { getNextPageParam: ({ nextCursor }) => nextCursor });

  trpc.inbox.events.useSubscription(undefined, {
    // what changed while nobody listened is read anew
    onStarted: () => void queryClient.invalidateQueries({ queryKey }),
    onData(event) {
      if (event.type !== 'inbox.changed') return;
      queryClient.setQueryData<InfiniteData<OrderPage, string | null>>(
        queryKey,
        (pages) => pages && mergeChangedOrder(pages, event.summary, everything, user.id),
      );
    },
  });

  const newestFirst = rowsOf(list.data).toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
  return {
    ...list,
    running: newestFirst.filter(({ status }) => isOpen(status)),
    past: newestFirst.filter(({ status }) => !isOpen(status)),
  };
}
