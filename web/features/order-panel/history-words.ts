import type { OrderChange } from '../../../shared/chat-orders.ts';
import { orderStatuses, statusName } from '../../../shared/order-status.ts';

const named = (status: string | null): string => {
  const known = orderStatuses.find((name) => name === status);
  return known ? statusName(known) : (status ?? '');
};

/** What somebody did, to follow their name: "took this order", "changed the status to Ready". */
export function historyWords({ kind, from, to }: Pick<OrderChange, 'kind' | 'from' | 'to'>): string {
  switch (kind) {
    case 'created':
      return 'placed this order';
    case 'claimed':
      return 'took this order';
    case 'taken_over':
      return `took this order over from ${from}`;
    case 'released':
      return 'released this order';
    case 'assigned':
      return `handed this order to ${to}`;
    case 'status_changed':
      return `changed the status from ${named(from)} to ${named(to)}`;
    case 'items_changed':
      return 'changed the items';
    default:
      return 'changed this order';
  }
}
