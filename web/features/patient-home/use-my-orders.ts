import { isOpen, orderStatuses } from '../../../shared/order-status.ts';
import type { OrderFilter } from '../chat-orders/order-filter.ts';
import { useOrderList } from '../chat-orders/use-order-list.ts';

const everything: OrderFilter = { queue: 'all', status: [...orderStatuses], search: '' };

/** The patient's own orders, newest first; the inbox keeps them current. */
export function useMyOrders() {
  const list = useOrderList(everything);
  const newestFirst = list.rows.toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
  return {
    ...list,
    running: newestFirst.filter(({ status }) => isOpen(status)),
    past: newestFirst.filter(({ status }) => !isOpen(status)),
  };
}
