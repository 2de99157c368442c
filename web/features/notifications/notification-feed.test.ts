import { QueryClient } from '@tanstack/react-query';
import { beforeEach, expect, test, vi } from 'vitest';
import type { Notification } from '../../../shared/notifications.ts';
import { rowsOf, type NotificationFilter, type NotificationList } from './merge-notification.ts';
import { createNotificationFeed, markHere, newestKnown, notificationListKey, unreadKey } from './notification-feed.ts';
import { createdOf, everything, listOf, notificationOf, readOf } from './notification.fixture.ts';

const unreadOnly: NotificationFilter = { unreadOnly: true, type: null };
const joined = { type: 'notifications.joined', seq: 1, at: '', unread: 2 } as const;
let queryClient: QueryClient;
let answers: ((...items: Notification[]) => void)[];

const read = (filter: NotificationFilter) =>
  queryClient.fetchQuery({
    queryKey: notificationListKey(filter),
    queryFn() {
      const answer = Promise.withResolvers<NotificationList>();
      answers.push((...items) => answer.resolve(listOf(...items)));
      return answer.promise;
    },
  });
const cached = (filter: NotificationFilter) => rowsOf(queryClient.getQueryData<NotificationList>(notificationListKey(filter)));
const isStale = () => queryClient.getQueryCache().find({ queryKey: notificationListKey(everything) })?.state.isInvalidated;

beforeEach(() => {
  queryClient = new QueryClient();
  answers = [];
  return () => queryClient.clear();
});

test('every cached list and the count follow', async () => {
  const feed = createNotificationFeed(queryClient);
  const both = Promise.all([read(everything), read(unreadOnly)]);
  const old = notificationOf();
  for (const answer of answers) answer(old);
  await both;
  feed.onEvent(joined);
  const fresh = notificationOf();
  feed.onEvent(createdOf(fresh));
  expect(queryClient.getQueryData(unreadKey)).toBe(3);
  expect([cached(everything), cached(unreadOnly)]).toEqual([[fresh, old], [fresh, old]]);
  feed.onEvent(readOf([old.id], 1));
  expect(cached(everything).map(({ readAt }) => readAt !== null)).toEqual([false, true]);
  expect(cached(unreadOnly)).toEqual([fresh]);
  expect(queryClient.getQueryData(unreadKey)).toBe(1);
});

test('what is marked here is read at once, and the event that follows changes nothing', async () => {
  const feed = createNotificationFeed(queryClient);
  const both = Promise.all([read(everything), read(unreadOnly)]);
  const [old, fresh] = [notificationOf(), notificationOf()];
  for (const answer of answers) answer(old, fresh);
  await both;
  feed.onEvent(joined);
  expect(newestKnown(queryClient)).toBe(fresh.id);
  markHere(queryClient, [fresh.id]);
  markHere(queryClient, [fresh.id]);
  expect([cached(unreadOnly), queryClient.getQueryData(unreadKey)]).toEqual([[old], 1]);
  const { readAt } = cached(everything)[0]!;
  feed.onEvent(readOf([fresh.id], 1));
  expect([cached(everything)[0]!.readAt, queryClient.getQueryData(unreadKey)]).toEqual([readAt, 1]);
  markHere(queryClient, 'all');
  expect([cached(unreadOnly), queryClient.getQueryData(unreadKey)]).toEqual([[], 0]);
  expect(newestKnown(queryClient)).toBe(fresh.id);
});

test('a list that was read before an event and arrives after it does not undo it', async () => {
  const feed = createNotificationFeed(queryClient);
  const reading = read(everything);
  const [old, fresh] = [notificationOf(), notificationOf()];
  feed.onEvent(createdOf(fresh));
  feed.onEvent(readOf([old.id], 1));
  answers[0]!(old);
  await reading;
  await vi.waitFor(() => expect(cached(everything).map(({ id, readAt }) => [id, readAt !== null])).toEqual([[fresh.id, false], [old.id, true]]));
  expect(isStale()).toBe(false);
});

test('"all read" while a list is on its way has the list read again: it may hold what came later', async () => {
  const feed = createNotificationFeed(queryClient);
  const reading = read(everything);
  feed.onEvent(readOf('all', 0));
  const later = notificationOf();
  answers[0]!(later);
  await reading;
  await vi.waitFor(() => expect(isStale()).toBe(true));
  expect(cached(everything)).toEqual([later]);
});

test('lists are read anew when the stream has begun anew', async () => {
  const feed = createNotificationFeed(queryClient);
  const reading = read(everything);
  answers[0]!();
  await reading;
  feed.onEvent({ type: 'feed.heartbeat', seq: 1, at: '' });
  expect(isStale()).toBe(false);
  feed.onEvent(joined);
  await vi.waitFor(() => expect(isStale()).toBe(true));
});
