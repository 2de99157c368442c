import type { QueryClient } from '@tanstack/react-query';
import type { NotificationEvent } from '../../../shared/notifications.ts';
import { createLiveLists } from '../../lib/live-lists.ts';
import { readAnew } from '../../lib/read-anew.ts';
import { countUnread, markedRead, mergeNotificationEvent, rowsOf, type NotificationFilter, type NotificationList } from './merge-notification.ts';

/** The start of the key of every cached list of notifications; the filter follows. */
const notificationListsKey = ['notification-lists'] as const;
export const notificationListKey = (filter: NotificationFilter) => [...notificationListsKey, filter] as const;

/** How many are unread. */
export const unreadKey = ['notifications-unread'] as const;

/** Shows them read before the server has heard of it. The event that follows says so again, and how many are left. */
export function markHere(queryClient: QueryClient, ids: string[] | 'all'): void {
  const readAt = new Date().toISOString();
  const lists = queryClient.getQueriesData<NotificationList>({ queryKey: notificationListsKey });
  const unreadIds = new Set(lists.flatMap(([, list]) => rowsOf(list)).flatMap((row) => (row.readAt === null && ids.includes(row.id) ? [row.id] : [])));
  for (const [queryKey] of lists)
    queryClient.setQueryData<NotificationList>(queryKey, (list) => list && markedRead(list, ids, readAt, queryKey[1] as NotificationFilter));
  queryClient.setQueryData<number | null>(unreadKey, (unread = null) => unread && (ids === 'all' ? 0 : unread - unreadIds.size));
}

/** The newest notification that this browser has; null when it has none. */
export function newestKnown(queryClient: QueryClient): string | null {
  const lists = queryClient.getQueriesData<NotificationList>({ queryKey: notificationListsKey });
  const ids = lists.flatMap(([, list]) => rowsOf(list).slice(0, 1).map(({ id }) => id));
  return ids.toSorted().at(-1) ?? null;
}

export interface NotificationFeed {
  /** `feed.reset` is not for here: whoever subscribes does so anew, and `notifications.joined` follows. */
  onEvent(event: NotificationEvent): void;
  stop(): void;
}

/** Keeps every cached list of notifications and the count current. */
export function createNotificationFeed(queryClient: QueryClient): NotificationFeed {
  const lists = createLiveLists<NotificationEvent>(queryClient, notificationListsKey, (queryKey, event) =>
    queryClient.setQueryData<NotificationList>(
      queryKey,
      (list) => list && mergeNotificationEvent(list, event, queryKey[1] as NotificationFilter),
    ),
  );
  const isReading = (): boolean => queryClient.isFetching({ queryKey: notificationListsKey }) > 0;

  return {
    onEvent(event) {
      queryClient.setQueryData<number | null>(unreadKey, (unread) => countUnread(unread ?? null, event));
      if (event.type === 'notifications.joined') return void readAnew(queryClient, notificationListsKey);
      // "all" is all that came before it: whether a list on its way holds anything later cannot be told
      if (event.type === 'notification.read' && event.ids === 'all' && isReading()) lists.readAgain();
      else lists.take(event);
    },
    stop: lists.stop,
  };
}
