import type { QueryClient } from '@tanstack/react-query';
import type { NotificationEvent } from '../../../shared/notifications.ts';
import { createLiveLists } from '../../lib/live-lists.ts';
import { readAnew } from '../../lib/read-anew.ts';
import { countUnread, mergeNotificationEvent, type NotificationFilter, type NotificationList } from './merge-notification.ts';

/** The start of the key of every cached list of notifications; the filter follows. */
const notificationListsKey = ['notification-lists'] as const;
export const notificationListKey = (filter: NotificationFilter) => [...notificationListsKey, filter] as const;

/** How many are unread. */
export const unreadKey = ['notifications-unread'] as const;

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
