import { newId } from '../../../shared/ids.ts';
import type { Notification, NotificationEvent } from '../../../shared/notifications.ts';
import type { NotificationFilter, NotificationList } from './merge-notification.ts';

const position = { seq: 7, at: '2026-06-15T08:00:00.000Z' };

export const everything: NotificationFilter = { unreadOnly: false, type: null };

export const notificationOf = (part: Partial<Notification> = {}): Notification => ({
  id: newId(),
  type: 'announcement',
  title: 'Fire drill',
  body: 'At noon.',
  entity: null,
  createdAt: position.at,
  readAt: null,
  ...part,
});

/** A list of one page, as it was read. */
export const listOf = (...items: Notification[]): NotificationList => ({
  pages: [{ items: items.toSorted((a, b) => (a.id < b.id ? 1 : -1)), nextCursor: null, unread: 0 }],
  pageParams: [null],
});

export type Created = Extract<NotificationEvent, { type: 'notification.created' }>;

export const createdOf = (notification: Notification, channels: Created['channels'] = ['in_app']): Created => ({
  type: 'notification.created',
  ...position,
  notification,
  channels,
});

export const readOf = (ids: string[] | 'all', unread: number, readAt = '2026-06-15T09:00:00.000Z'): NotificationEvent => ({
  type: 'notification.read',
  ...position,
  ids,
  readAt,
  unread,
});
