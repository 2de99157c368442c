import { useInfiniteQuery, type InfiniteData } from '@tanstack/react-query';
import { useMemo } from 'react';
import { trpc } from '../../lib/trpc.ts';
import { newestOrders, rowsOf, type OrderPage } from './merge-inbox-event.ts';
import type { OrderFilter } from './order-filter.ts';

export type OrderList = InfiniteData<OrderPage, string | null>;

export const orderListsKey = ['order-lists'] as const;
export const orderListKey = (filter: OrderFilter) => [...orderListsKey, filter] as const;

/** The filter of a cached list. */
export const filterOfList = (queryKey: readonly unknown[]): OrderFilter => queryKey[1] as OrderFilter;

/** One list of orders, page by page. It stays current through `useInboxFeed`. */
export function useOrderList(filter: OrderFilter) {
  const { client } = trpc.useUtils();
  const { queue, status, search } = filter;
  const query = useInfiniteQuery({
    queryKey: orderListKey(filter),
    queryFn: ({ pageParam, signal }) =>
      client.chatOrders.list.query(
        { queue, cursor: pageParam, ...(status.length > 0 && { status }), ...(search !== '' && { search }) },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    staleTime: Infinity,
    networkMode: 'always',
    // while somebody types, what was found before stays; another queue starts with an empty page
    placeholderData: (previous, previousQuery) => (previousQuery?.queryKey[1].queue === queue ? previous : undefined),
  });
  const rows = useMemo(() => rowsOf(query.data), [query.data]);
  const newest = useMemo(() => newestOrders(query.data), [query.data]);
  return { ...query, rows, newest };
}
