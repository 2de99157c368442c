import type { InfiniteData } from '@tanstack/react-query';
import type { ChatOrderSummary } from '../../../shared/chat-orders.ts';
import { limits } from '../../../shared/limits.ts';
import { belongs, compareWaiting, type OrderFilter } from './order-filter.ts';

export interface OrderPage {
  items: ChatOrderSummary[];
  nextCursor: string | null;
  /** On the first page: what has left the list since it was read, as it is now, the latest first. Rows that are held show it. */
  left?: ChatOrderSummary[];
}

/**
 * Takes a changed order into one cached list: it enters, leaves, or moves to its place among the waiting. Past the last
 * page that is loaded it is left out, the next page will bring it. A change that is older than what is known is ignored.
 */
export function mergeChangedOrder<Cursor>(
  list: InfiniteData<OrderPage, Cursor>,
  order: ChatOrderSummary,
  filter: OrderFilter,
  callerId: string,
): InfiniteData<OrderPage, Cursor> {
  const known = newestOrders(list).get(order.roomId);
  if (known && isOlder(order, known)) return list;
  const others = (orders: ChatOrderSummary[] = []) => orders.filter(({ roomId }) => roomId !== order.roomId);
  const pages = list.pages.map((page): OrderPage => ({ ...page, items: others(page.items), ...(page.left && { left: others(page.left) }) }));
  const target = belongs(order, filter, callerId, known !== undefined) ? pageFor(pages, order) : -1;
  if (target === -1) return known ? rememberLeft({ ...list, pages }, order) : list;
  return { ...list, pages: pages.map((page, index) => (index === target ? { ...page, items: insert(page.items, order) } : page)) };
}

/** Keeps an order that is not on the list, unless the list knows it already. */
export function rememberLeft<Cursor>(list: InfiniteData<OrderPage, Cursor>, order: ChatOrderSummary): InfiniteData<OrderPage, Cursor> {
  const [first, ...more] = list.pages;
  if (!first || newestOrders(list).has(order.roomId)) return list;
  return { ...list, pages: [{ ...first, left: [order, ...(first.left ?? [])].slice(0, limits.page.leftOrders) }, ...more] };
}

/** The page in which the order has its place; -1 when it stands past the last one. */
const pageFor = (pages: OrderPage[], order: ChatOrderSummary): number =>
  pages.findIndex(({ items, nextCursor }) => {
    const last = items.at(-1);
    return nextCursor === null || (last !== undefined && compareWaiting(order, last) < 0);
  });

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

/** Every order that the list knows, those that have left it too, as it is now. */
export const newestOrders = <Cursor>(list: InfiniteData<OrderPage, Cursor> | undefined): Map<string, ChatOrderSummary> =>
  new Map((list?.pages ?? []).flatMap(({ items, left = [] }) => [...left, ...items]).map((order) => [order.roomId, order]));
