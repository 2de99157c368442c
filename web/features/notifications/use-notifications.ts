import { skipToken, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { trpc } from '../../lib/trpc.ts';
import { rowsOf, type NotificationFilter } from './merge-notification.ts';
import { notificationListKey, unreadKey } from './notification-feed.ts';

/** The person's notifications, page by page. They stay current through `useNotificationFeed`. */
export function useNotifications(filter: NotificationFilter) {
  const { client } = trpc.useUtils();
  const { unreadOnly, type } = filter;
  const query = useInfiniteQuery({
    queryKey: notificationListKey(filter),
    queryFn: ({ pageParam, signal }) =>
      client.notifications.list.query({ cursor: pageParam, unreadOnly, ...(type !== null && { types: [type] }) }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    staleTime: Infinity,
    networkMode: 'always',
  });
  const rows = useMemo(() => rowsOf(query.data), [query.data]);
  return { ...query, rows };
}

/** How many notifications are unread; null until the server has told. */
export const useUnread = (): number | null =>
  useQuery<number | null>({ queryKey: unreadKey, queryFn: skipToken, staleTime: Infinity, gcTime: Infinity }).data ?? null;
