import type { InfiniteData } from '@tanstack/react-query';
import type { ChatOrderSummary } from '../../../shared/chat-orders.ts';
import { belongs, compareWaiting, type OrderFilter } from './order-filter.ts';

export interface OrderPage {
  items: ChatOrderSummary[];
  nextCursor: string | null;
}

/**
 * Takes a changed order into one cached list: it enters, leaves, or moves to its place among the waiting. Past the last
 * page that is loaded it is left out, the next page will bring it. A change that is older than the row is ignored.
 */
export function mergeChangedOrder<Cursor>(
  list: InfiniteData<OrderPage, Cursor>,
  order: ChatOrderSummary,
  filter: OrderFilter,
  callerId: string,
): InfiniteData<OrderPage, Cursor> {
  const listed = list.pages.flatMap(({ items }) => items).find(({ roomId }) => roomId === order.roomId);
  if (listed && isOlder(order, listed)) return list;
  const pages = list.pages.map((page) => ({ ...page, items: page.items.filter(({ roomId }) => roomId !== order.roomId) }));
  if (!belongs(order, filter, callerId, listed !== undefined)) return listed ? { ...list, pages } : list;
  const target = pages.findIndex(({ items, nextCursor }) => {
    const last = items.at(-1);
    return nextCursor === null || (last !== undefined && compareWaiting(order, last) < 0);
  });
  return { ...list, pages: pages.map((page, index) => (index === target ? { ...page, items: insert(page.items, order) } : page)) };
}

function isOlder(order: ChatOrderSummary, listed: ChatOrderSummary): boolean {
  return order.version < listed.version || order.lastSeq < listed.lastSeq;
}

function insert(items: ChatOrderSummary[], order: ChatOrderSummary): ChatOrderSummary[] {
  const at = items.findIndex((item) => compareWaiting(order, item) < 0);
  return items.toSpliced(at === -1 ? items.length : at, 0, order);
}

/** The rows of all loaded pages, each order once. */
export function rowsOf(list: InfiniteData<OrderPage> | undefined): ChatOrderSummary[] {
  const rows = (list?.pages ?? []).flatMap(({ items }) => items);
  return [...new Map(rows.map((row) => [row.roomId, row])).values()];
}
