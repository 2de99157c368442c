import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ChatOrder } from '../../../shared/chat-orders.ts';
import { trpc } from '../../lib/trpc.ts';

/** Who did what to the order, newest first. */
export function useOrderHistory({ roomId, version }: Pick<ChatOrder, 'roomId' | 'version'>) {
  const { client } = trpc.useUtils();
  return useQuery({
    // live events do not carry the history, but every line of it comes with a new version
    queryKey: ['order-history', roomId, version],
    queryFn: ({ signal }) => client.chatOrders.history.query({ roomId }, { signal }),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    networkMode: 'always',
  });
}
