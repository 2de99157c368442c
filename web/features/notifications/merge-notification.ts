import type { InfiniteData } from '@tanstack/react-query';
import type { NotificationType } from '../../../shared/notification-types.ts';
import type { Notification, NotificationEvent, NotificationPage } from '../../../shared/notifications.ts';

/** Which of the person's notifications a list holds. */
export interface NotificationFilter {
  unreadOnly: boolean;
  type: NotificationType | null;
}

export type NotificationList = InfiniteData<NotificationPage, string | null>;

const fits = ({ readAt, type }: Notification, filter: NotificationFilter): boolean =>
  (!filter.unreadOnly || readAt === null) && (filter.type === null || type === filter.type);

/** Each notification once, the newest first: ids of version 7 sort by time. */
export function rowsOf(list: Pick<NotificationList, 'pages'> | undefined): Notification[] {
  const byId = new Map((list?.pages ?? []).flatMap(({ items }) => items).map((item) => [item.id, item]));
  return [...byId.values()].toSorted((a, b) => (a.id < b.id ? 1 : -1));
}

const withItems = (list: NotificationList, change: (items: Notification[], page: number) => Notification[]): NotificationList => ({
  ...list,
  pages: list.pages.map((page, index) => ({ ...page, items: change(page.items, index) })),
});

/** The list with these read since `readAt`, without those that no longer fit. */
export function markedRead(list: NotificationList, ids: string[] | 'all', readAt: string, filter: NotificationFilter): NotificationList {
  const isMeant = (item: Notification) => item.readAt === null && (ids === 'all' || ids.includes(item.id));
  return withItems(list, (items) =>
    items.map((item) => (isMeant(item) ? { ...item, readAt } : item)).filter((item) => fits(item, filter)),
  );
}

/** Takes an event into a cached list, which may have been read before or after it. */
export function mergeNotificationEvent(list: NotificationList, event: NotificationEvent, filter: NotificationFilter): NotificationList {
  switch (event.type) {
    case 'notification.created': {
      const { notification } = event;
      const isKnown = list.pages.some(({ items }) => items.some(({ id }) => id === notification.id));
      if (isKnown || !fits(notification, filter)) return list;
      return withItems(list, (items, page) => (page === 0 ? [notification, ...items] : items));
    }
    case 'notification.read':
      return markedRead(list, event.ids, event.readAt, filter);
    case 'notifications.joined':
    case 'feed.reset':
    case 'feed.heartbeat':
      return list;
  }
}

/** How many the person has not read, counted on from what it was; null until the server has told. */
export function countUnread(unread: number | null, event: NotificationEvent): number | null {
  switch (event.type) {
    case 'notifications.joined':
    case 'notification.read':
      return event.unread;
    case 'notification.created':
      return unread === null ? null : unread + 1;
    case 'feed.reset':
    case 'feed.heartbeat':
      return unread;
  }
}
