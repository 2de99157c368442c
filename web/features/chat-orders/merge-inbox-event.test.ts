import { describe, expect, test } from 'vitest';
import type { ChatOrderSummary } from '../../../shared/chat-orders.ts';
import { limits } from '../../../shared/limits.ts';
import { minuteAfterNoon } from '../conversation/conversation.fixture.ts';
import { emptyInbox, mergeInboxEvent } from '../inbox/inbox-state.ts';
import { mergeChangedOrder, newestOrders, rememberLeft, rowsOf, type OrderPage } from './merge-inbox-event.ts';
import type { OrderFilter } from './order-filter.ts';
import { anOrderSummary as order } from './order-summary.fixture.ts';

const lena = { id: 'lena', name: 'Lena Fischer' };
const tom = { id: 'tom', name: 'Tom Becker' };
const all: OrderFilter = { queue: 'all', status: [], search: '' };

const list = (pages: number[][], more = false) => ({
  pages: pages.map((minutes, index): OrderPage => ({
    items: minutes.map((minute) => order(minute)),
    nextCursor: index < pages.length - 1 || more ? `after page ${index}` : null,
  })),
  pageParams: pages.map(() => null),
});
const ids = (merged: ReturnType<typeof list>) => rowsOf(merged).map(({ roomId }) => Number(roomId));
const merge = (before: ReturnType<typeof list>, changed: ChatOrderSummary, filter = all) =>
  ids(mergeChangedOrder(before, changed, filter, lena.id));

describe('longest waiting first', () => {
  test('a new order goes to its place', () => {
    expect(merge(list([[1, 5], [9]]), order(7))).toEqual([1, 5, 7, 9]);
    expect(merge(list([[1, 5], [9]]), order(12))).toEqual([1, 5, 9, 12]);
    expect(merge(list([[]]), order(12))).toEqual([12]);
  });

  test('a changed order moves, and is there once', () => {
    expect(merge(list([[1, 5], [9]]), order(1, { waitingSince: minuteAfterNoon(30), lastSeq: 2 }))).toEqual([5, 9, 1]);
  });

  test('an answered order goes behind those whose patient waits', () => {
    expect(merge(list([[1, 5], [9]]), order(1, { answered: true, lastSeq: 2 }))).toEqual([5, 9, 1]);
  });

  test('past the last loaded page it waits for the next page', () => {
    expect(merge(list([[1, 5], [9]], true), order(12))).toEqual([1, 5, 9]);
    expect(merge(list([[1, 5], [9]], true), order(1, { waitingSince: minuteAfterNoon(30), lastSeq: 2 }))).toEqual([5, 9]);
    expect(merge(list([[1, 5], [9]], true), order(7))).toEqual([1, 5, 7, 9]);
  });
});

describe('queues and filters', () => {
  const unassigned: OrderFilter = { ...all, queue: 'unassigned' };
  const mine: OrderFilter = { ...all, queue: 'mine' };

  test('a claimed order leaves the unassigned and enters those of its holder', () => {
    const claimed = order(5, { assignee: lena, claimedBy: lena, version: 2 });
    expect(merge(list([[1, 5]]), claimed, unassigned)).toEqual([1]);
    expect(merge(list([[1]]), claimed, mine)).toEqual([1, 5]);
    expect(merge(list([[1]]), { ...claimed, assignee: tom }, mine)).toEqual([1]);
    expect(merge(list([[1, 5]]), claimed)).toEqual([1, 5]);
  });

  test('a closed order leaves every list that did not ask for its status', () => {
    const done = order(5, { status: 'completed', version: 2 });
    expect(merge(list([[1, 5]]), done)).toEqual([1]);
    expect(merge(list([[1]]), done, { ...all, status: ['completed'] })).toEqual([1, 5]);
    expect(merge(list([[5]]), order(5, { status: 'ready', version: 2 }), { ...all, status: ['requested'] })).toEqual([]);
  });

  test('a search takes in what it can see, and keeps what the server found', () => {
    expect(merge(list([[]]), order(5), { ...all, search: 'metf' })).toEqual([5]);
    expect(merge(list([[]]), order(5), { ...all, search: 'ALVAREZ' })).toEqual([5]);
    expect(merge(list([[]]), order(5), { ...all, search: 'ibuprofen' })).toEqual([]);
    expect(merge(list([[5]]), order(5, { lastSeq: 2 }), { ...all, search: 'ibuprofen' })).toEqual([5]);
  });
});

describe('what has left a list', () => {
  const unassigned: OrderFilter = { ...all, queue: 'unassigned' };
  const claimed = order(5, { assignee: lena, claimedBy: lena, version: 2 });
  const after = (...changes: ChatOrderSummary[]) =>
    changes.reduce((before, change) => mergeChangedOrder(before, change, unassigned, lena.id), list([[1, 5], [9]], true));

  test('is known with what happens to it later', () => {
    const merged = after(claimed, order(5, { assignee: lena, claimedBy: lena, status: 'ready', version: 6 }));
    expect(ids(merged)).toEqual([1, 9]);
    expect(newestOrders(merged).get('05')).toMatchObject({ status: 'ready', claimedBy: lena });
  });

  test('is not brought back by an older change, and is by a newer one', () => {
    expect(ids(after(claimed, order(5)))).toEqual([1, 9]);
    const back = after(claimed, order(5, { version: 3 }));
    expect(ids(back)).toEqual([1, 5, 9]);
    expect(newestOrders(back).get('05')).toMatchObject({ version: 3, claimedBy: null });
  });

  test('is what moved past the last loaded page, too', () => {
    expect(newestOrders(after(order(5, { answered: true, lastSeq: 2 }))).get('05')).toMatchObject({ answered: true });
  });

  test('is taken in from an answer only while the list knows nothing of it', () => {
    const answer = order(7, { status: 'ready', version: 6 });
    expect(newestOrders(rememberLeft(list([[1, 5], [9]]), answer)).get('07')).toBe(answer);
    const before = list([[1, 7], [9]]);
    expect(rememberLeft(before, answer)).toBe(before);
  });

  test('is forgotten beyond a bound, the earliest first', () => {
    const minutes = Array.from({ length: limits.page.leftOrders + 1 }, (_, minute) => minute);
    const left = minutes.reduce((before, minute) => mergeChangedOrder(before, order(minute, { status: 'completed', version: 2 }), all, lena.id), list([minutes]));
    expect(newestOrders(left).size).toBe(limits.page.leftOrders);
    expect(newestOrders(left).has('00')).toBe(false);
  });
});

test('a change that is older than the row is ignored', () => {
  const before = list([[5]]);
  before.pages[0]!.items[0]!.version = 3;
  expect(mergeChangedOrder(before, order(5, { status: 'completed', version: 2 }), all, lena.id)).toBe(before);
});

test('a change of an order that is not listed and does not belong changes nothing', () => {
  const before = list([[5]]);
  expect(mergeChangedOrder(before, order(6, { status: 'completed' }), all, lena.id)).toBe(before);
});

test('counters and viewers are what the server said last', () => {
  const counted = mergeInboxEvent(emptyInbox, { type: 'inbox.unread', total: 3, threads: 2, counts: { unassigned: 4, mine: 7, all: 20 } });
  const seen = mergeInboxEvent(counted, { type: 'inbox.viewers', rooms: { '05': [tom] } });
  expect(seen).toEqual({ unread: 3, threadsUnread: 2, counts: { unassigned: 4, mine: 7, all: 20 }, viewers: { '05': [tom] } });
});
