import { z } from 'zod';
import type { Person } from './auth.ts';
import { lastEventIdSchema } from './cursors.ts';
import { idSchema } from './id-schema.ts';
import { limits } from './limits.ts';
import { notificationTypes, type NotificationChannel, type NotificationType } from './notification-types.ts';
import { nameText, requiredText } from './text-schemas.ts';

/** What a notification can be about: the page that it opens. */
export type NotificationEntityKind =
  | 'chat_order'
  | 'thread'
  | 'appointment'
  | 'task'
  | 'prior_auth'
  | 'lab_result'
  | 'alert'
  | 'announcement';

export interface Notification {
  id: string;
  type: NotificationType;
  /** Without patient data: the only words that may leave the page, as in a browser notification. */
  title: string;
  /** For the page alone: it may name the patient. */
  body: string;
  entity: { kind: NotificationEntityKind; id: string } | null;
  createdAt: string;
  readAt: string | null;
}

const page = limits.notifications;

export const notificationInputs = {
  list: z
    .strictObject({
      cursor: idSchema.nullish(),
      limit: z.int().min(1).max(page.pageMax).default(page.page),
      unreadOnly: z.boolean().default(false),
      types: z.array(z.enum(notificationTypes)).min(1).max(notificationTypes.length).optional(),
    })
    .prefault({}),
  /** Ids that are not the caller's own change nothing. */
  markRead: z.strictObject({ ids: z.array(idSchema).min(1).max(page.pageMax) }),
  /** With `upTo`, the id of a notification: none that is newer. */
  markAllRead: z.strictObject({ upTo: idSchema.optional() }).optional(),
  events: z.strictObject({ lastEventId: lastEventIdSchema }).optional(),
};

export interface NotificationPage {
  /** Newest first. */
  items: Notification[];
  nextCursor: string | null;
  unread: number;
}

/** What is stored in a person's log. */
type NotificationLogEvent =
  /** `channels` is how it may call for attention now, as the person's settings and quiet hours have it; empty: silently. */
  | { type: 'notification.created'; notification: Notification; channels: NotificationChannel[] }
  /** `unread` is what is left after it. `'all'` means every notification up to this event. */
  | { type: 'notification.read'; ids: string[] | 'all'; readAt: string; unread: number };

/** What `notifications.events` yields. A fresh reader counts on from `unread`: one more with every `notification.created`. */
export type NotificationEvent = { seq: number; at: string } & (
  | NotificationLogEvent
  | { type: 'notifications.joined'; unread: number }
  | { type: 'feed.reset' | 'feed.heartbeat' }
);

export const announcementInputs = {
  send: z.strictObject({
    /** With the same id again, whoever has the announcement does not get it twice. */
    clientAnnouncementId: idSchema.optional(),
    title: nameText(limits.text.name),
    body: requiredText(limits.text.note),
  }),
};

export interface Announcement {
  id: string;
  title: string;
  body: string;
  sentBy: Person;
  sentAt: string;
  /** How many people it was sent to. */
  recipients: number;
}
