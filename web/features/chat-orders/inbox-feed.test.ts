import { QueryClient } from '@tanstack/react-query';
import { beforeEach, expect, test, vi } from 'vitest';
import type { ChatOrderSummary } from '../../../shared/chat-orders.ts';
import type { InboxEvent } from '../../../shared/inbox.ts';
import { createInboxFeed } from './inbox-feed.ts';
import { inboxKey } from './inbox-state.ts';
import { rowsOf, type OrderPage } from './merge-inbox-event.ts';
import type { OrderFilter } from './order-filter.ts';
import { anOrderSummary } from './order-summary.fixture.ts';
import { orderListsKey, type OrderList } from './use-order-list.ts';

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
  expect(isStale()).toBe(true);

  const again = read(all);
  pages[1]!.resolve({ items: [], nextCursor: null });
  await again;
  feed.onEvent(unread);
  expect(isStale()).toBe(false);
  expect(queryClient.getQueryData(inboxKey)).toMatchObject({ unread: 2, counts: { mine: 1 } });
});
