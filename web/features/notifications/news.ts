import type { NotificationChannel } from '../../../shared/notification-types.ts';
import type { Notification, NotificationEvent } from '../../../shared/notifications.ts';

/** Where the person is looking. */
export interface Gaze {
  /** Whether the page is on screen at all, and whether it has the keyboard. */
  isVisible: boolean;
  hasFocus: boolean;
  /** Whether what the notification is about is what the page shows. */
  isOpen: boolean;
}

/**
 * How a new notification calls in this tab, of the ways that the server allows. Who has its subject before them needs no
 * call, a page that is in use needs no note from the browser, and an urgent alert has a banner and a sound of its own.
 */
export function callsFor(
  { notification: { type }, channels }: Extract<NotificationEvent, { type: 'notification.created' }>,
  { isVisible, hasFocus, isOpen }: Gaze,
): NotificationChannel[] {
  if (isVisible && isOpen) return [];
  return channels.filter((channel) => (channel === 'browser' ? !hasFocus : type !== 'alert.urgent'));
}

/** What is new and still unread of what one toast tells: read elsewhere, it is news no more. */
export function mergeNews(news: readonly Notification[], event: NotificationEvent): readonly Notification[] {
  if (event.type !== 'notification.read') return news;
  const { ids } = event;
  return ids === 'all' ? [] : news.filter(({ id }) => !ids.includes(id));
}

export const countWords = (count: number): string => (count === 1 ? '1 new notification' : `${count} new notifications`);
