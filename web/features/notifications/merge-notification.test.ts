import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newId } from '../../../shared/ids.ts';
import type { Notification, NotificationEvent } from '../../../shared/notifications.ts';
import { countUnread, mergeNotificationEvent, rowsOf, type NotificationFilter, type NotificationList } from './merge-notification.ts';
import { createdOf, everything, listOf, notificationOf, readOf } from './notification.fixture.ts';

const unreadOnly: NotificationFilter = { unreadOnly: true, type: null };
const idsOf = (list: NotificationList) => rowsOf(list).map(({ id }) => id);

test('a new one comes first, once, in the lists that it fits', () => {
  const [old, fresh] = [notificationOf(), notificationOf({ type: 'task.assigned' })];
  const list = mergeNotificationEvent(listOf(old), createdOf(fresh), everything);
  expect(idsOf(list)).toEqual([fresh.id, old.id]);
  expect(mergeNotificationEvent(list, createdOf(fresh), everything)).toBe(list);
  expect(idsOf(mergeNotificationEvent(listOf(old), createdOf(fresh), { unreadOnly: false, type: 'announcement' }))).toEqual([old.id]);
});

test('what is read stays, and leaves the list of what is unread', () => {
  const [one, other] = [notificationOf(), notificationOf()];
  const read = mergeNotificationEvent(listOf(one, other), readOf([one.id], 1), everything);
  expect(rowsOf(read).map(({ readAt }) => readAt !== null)).toEqual([false, true]);
  expect(idsOf(mergeNotificationEvent(listOf(one, other), readOf([one.id], 1), unreadOnly))).toEqual([other.id]);
  expect(idsOf(mergeNotificationEvent(listOf(one, other), readOf('all', 0), unreadOnly))).toEqual([]);
});

test('reading again does not change when it was read', () => {
  const read = notificationOf({ readAt: '2026-06-15T07:00:00.000Z' });
  expect(rowsOf(mergeNotificationEvent(listOf(read), readOf('all', 0), everything))).toEqual([read]);
});

test('feed events that are not about notifications change nothing', () => {
  const list = listOf(notificationOf());
  for (const type of ['feed.heartbeat', 'feed.reset'] as const) {
    expect(mergeNotificationEvent(list, { type, seq: 1, at: '' }, everything)).toBe(list);
    expect(countUnread(3, { type, seq: 1, at: '' })).toBe(3);
  }
  expect(mergeNotificationEvent(list, { type: 'notifications.joined', seq: 1, at: '', unread: 1 }, everything)).toBe(list);
});

/** What the server has after these events: the list read anew. */
function storedAfter(events: NotificationEvent[]): Notification[] {
  const stored = new Map<string, Notification>();
  for (const event of events) {
    if (event.type === 'notification.created') stored.set(event.notification.id, event.notification);
    if (event.type !== 'notification.read') continue;
    for (const [id, item] of stored)
      if (item.readAt === null && (event.ids === 'all' || event.ids.includes(id))) stored.set(id, { ...item, readAt: event.readAt });
  }
  return [...stored.values()].toSorted((a, b) => (a.id < b.id ? 1 : -1));
}

test('the list as it was read, and the events since, make the list read anew; so does the count', () => {
  const steps = fc.array(fc.oneof(fc.constant('new' as const), fc.nat(8), fc.constant('all' as const)), { maxLength: 20 });
  fc.assert(
    fc.property(steps, fc.nat(20), fc.boolean(), (kinds, readAfter, onlyUnread) => {
      const made: string[] = [];
      const events = kinds.flatMap((kind, index): NotificationEvent[] => {
        if (kind === 'new') return [createdOf(notificationOf({ id: (made.push(newId()), made.at(-1)!) }))];
        return [readOf(kind === 'all' ? kind : made.slice(kind, kind + 1), 0, `2026-06-15T09:00:${String(index).padStart(2, '0')}.000Z`)];
      });
      for (const [index, event] of events.entries())
        if (event.type === 'notification.read') event.unread = storedAfter(events.slice(0, index + 1)).filter(({ readAt }) => readAt === null).length;
      const filter = { unreadOnly: onlyUnread, type: null };
      const fitting = (items: Notification[]) => items.filter(({ readAt }) => !onlyUnread || readAt === null);
      const [before, after] = [events.slice(0, readAfter), events.slice(readAfter)];
      const start = storedAfter(before);
      const end = after.reduce((list, event) => mergeNotificationEvent(list, event, filter), listOf(...fitting(start)));
      expect(rowsOf(end)).toEqual(fitting(storedAfter(events)));
      const joined: NotificationEvent = { type: 'notifications.joined', seq: 1, at: '', unread: start.filter(({ readAt }) => readAt === null).length };
      const unread = [joined, ...after].reduce<number | null>(countUnread, null);
      expect(unread).toBe(storedAfter(events).filter(({ readAt }) => readAt === null).length);
    }),
  );
});
