import type { OrderChange } from '../../../shared/chat-orders.ts';
import { nextStatuses, orderStatuses, statusName, type OrderStatus } from '../../../shared/order-status.ts';

const known = (status: string | null): OrderStatus | undefined => orderStatuses.find((name) => name === status);

const named = (status: string | null): string => {
  const name = known(status);
  return name ? statusName(name) : (status ?? '');
};

function isStepBack(from: string | null, to: string | null): boolean {
  const [was, is] = [known(from), known(to)];
  return was !== undefined && is !== undefined && !nextStatuses(was).includes(is);
}

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
      return isStepBack(from, to) ? `took the status back from ${named(from)} to ${named(to)}` : `changed the status from ${named(from)} to ${named(to)}`;
    case 'items_changed':
      return 'changed the items';
    default:
      return 'changed this order';
  }
}
