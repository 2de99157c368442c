import { notificationTypes } from '../../../shared/notification-types.ts';
import type { NotificationFilter } from './merge-notification.ts';

/** What of the notifications is shown. It stands in the address, so that it can be shared and reloaded. */
export interface NotificationAddress extends NotificationFilter {
  /** The one that is shown whole. */
  itemId: string | null;
}

export const readNotificationAddress = (search: URLSearchParams): NotificationAddress => ({
  unreadOnly: search.has('unread'),
  type: notificationTypes.find((type) => type === search.get('type')) ?? null,
  itemId: search.get('item'),
});

export function writeNotificationAddress({ unreadOnly, type }: NotificationFilter): URLSearchParams {
  const search = new URLSearchParams();
  if (unreadOnly) search.set('unread', '');
  if (type !== null) search.set('type', type);
  return search;
}
