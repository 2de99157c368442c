import { QueryClient } from '@tanstack/react-query';
import { beforeEach, expect, test, vi } from 'vitest';
import type { ChatOrderSummary } from '../../../shared/chat-orders.ts';
import type { InboxEvent } from '../../../shared/inbox.ts';
import { aConversation } from '../conversation/conversation.fixture.ts';
import { conversationKey } from '../conversation/conversation.ts';
import { threadsOf, type ThreadPage } from '../threads/merge-changed-thread.ts';
import { aThreadRow } from '../threads/thread.fixture.ts';
import { threadListsKey, type ThreadList } from '../threads/use-thread-list.ts';
import { createInboxFeed } from './inbox-feed.ts';
import { inboxKey } from './inbox-state.ts';
import { rowsOf, type OrderPage } from '../chat-orders/merge-inbox-event.ts';
import type { OrderFilter } from '../chat-orders/order-filter.ts';
import { anOrderSummary } from '../chat-orders/order-summary.fixture.ts';
import { orderListsKey, type OrderList } from '../chat-orders/use-order-list.ts';

const all: OrderFilter = { queue: 'all', status: [], search: '' };
const mine: OrderFilter = { queue: 'mine', status: [], search: '' };
const lena = { id: 'lena', name: 'Lena Fischer' };
const unread: InboxEvent = { type: 'inbox.unread', total: 2, threads: 0, counts: { unassigned: 1, mine: 1, all: 2 } };
const changed = (summary: ChatOrderSummary): InboxEvent => ({ type: 'inbox.changed', roomId: summary.roomId, summary });

let queryClient: QueryClient;
let pages: PromiseWithResolvers<OrderPage>[];

const read = (filter: OrderFilter) =>
  queryClient.fetchInfiniteQuery({
    queryKey: [...orderListsKey, filter],
    queryFn() {
      const page = Promise.withResolvers<OrderPage>();
      pages.push(page);
      return page.promise;
    },
    initialPageParam: null as string | null,
  });
const ids = (filter: OrderFilter) =>
  rowsOf(queryClient.getQueryData<OrderList>([...orderListsKey, filter])).map(({ roomId }) => Number(roomId));

beforeEach(() => {
  queryClient = new QueryClient();
  pages = [];
  return () => queryClient.clear();
});

test('a change goes into every cached list, each by its own filter', async () => {
  const feed = createInboxFeed(queryClient, lena.id);
  const both = Promise.all([read(all), read(mine)]);
  pages[0]!.resolve({ items: [anOrderSummary(5)], nextCursor: null });
  pages[1]!.resolve({ items: [], nextCursor: null });
  await both;
  feed.onEvent(changed(anOrderSummary(5, { assignee: lena, version: 2 })));
  expect([ids(all), ids(mine)]).toEqual([[5], [5]]);
});

test('a list that was read before a change and arrives after it does not undo it', async () => {
  const feed = createInboxFeed(queryClient, lena.id);
  const reading = read(all);
  feed.onEvent(changed(anOrderSummary(5, { status: 'completed', version: 2 })));
  feed.onEvent(changed(anOrderSummary(7)));
  pages[0]!.resolve({ items: [anOrderSummary(5), anOrderSummary(9)], nextCursor: null });
  await reading;
  await vi.waitFor(() => expect(ids(all)).toEqual([7, 9]));
});

test('lists are read anew when the stream has started, and not with every counter', async () => {
  const feed = createInboxFeed(queryClient, lena.id);
  const reading = read(all);
  pages[0]!.resolve({ items: [], nextCursor: null });
  await reading;
  const isStale = () => queryClient.getQueryCache().find({ queryKey: [...orderListsKey, all] })?.state.isInvalidated;
  feed.onStarted();
  feed.onEvent(unread);
  await vi.waitUntil(isStale, { interval: 1 });

  const again = read(all);
  pages[1]!.resolve({ items: [], nextCursor: null });
  await again;
  feed.onEvent(unread);
  expect(isStale()).toBe(false);
  expect(queryClient.getQueryData(inboxKey)).toMatchObject({ unread: 2, counts: { mine: 1 } });
});

test('a thread that changes while the list is read is in the list that arrives, and one that was left is not', async () => {
  const feed = createInboxFeed(queryClient, lena.id);
  const page = Promise.withResolvers<ThreadPage>();
  const reading = queryClient.fetchInfiniteQuery({
    queryKey: threadListsKey,
    queryFn: () => page.promise,
    initialPageParam: null as string | null,
  });
  feed.onEvent({ type: 'inbox.thread_changed', roomId: '09', summary: aThreadRow(9, { unread: 2, lastSeq: 3 }) });
  feed.onEvent({ type: 'inbox.thread_changed', roomId: '05', summary: null });
  page.resolve({ items: [aThreadRow(5), aThreadRow(1)], nextCursor: null });
  await reading;
  const rows = () => threadsOf(queryClient.getQueryData<ThreadList>(threadListsKey)).map(({ roomId, unread }) => [roomId, unread]);
  await vi.waitFor(() => expect(rows()).toEqual([['09', 2], ['01', 0]]));
});

test('what was said in a thread that the caller is no longer in does not stay', () => {
  const feed = createInboxFeed(queryClient, lena.id);
  queryClient.setQueryData(conversationKey('09'), aConversation());
  feed.onEvent({ type: 'inbox.thread_changed', roomId: '09', summary: null });
  expect(queryClient.getQueryData(conversationKey('09'))).toBeUndefined();
});
