import type { ChatOrderSummary } from '../../../shared/chat-orders.ts';
import type { OrderQueue } from '../../../shared/order-queues.ts';
import { isOpen, type OrderStatus } from '../../../shared/order-status.ts';

/** What one list of orders shows. */
export interface OrderFilter {
  queue: OrderQueue;
  /** Empty: every open status. */
  status: OrderStatus[];
  search: string;
}

function isInQueue(order: Pick<ChatOrderSummary, 'assignee'>, queue: OrderQueue, callerId: string): boolean {
  switch (queue) {
    case 'unassigned':
      return order.assignee === null;
    case 'mine':
      return order.assignee?.id === callerId;
    case 'all':
      return true;
  }
}

const hasStatus = ({ status }: Pick<ChatOrderSummary, 'status'>, wanted: OrderStatus[]): boolean =>
  wanted.length === 0 ? isOpen(status) : wanted.includes(status);

/** What a search can tell from the row itself; the server also looks through older messages. */
function mentions({ patient, items, lastMessage }: ChatOrderSummary, search: string): boolean {
  const needle = search.trim().toLocaleLowerCase();
  const texts = [patient.name, ...items.map(({ name }) => name), lastMessage?.content ?? ''];
  return needle === '' || texts.some((text) => text.toLocaleLowerCase().includes(needle));
}

/** Whether a changed order belongs on the list. One that a search has already found stays found. */
export function belongs(order: ChatOrderSummary, filter: OrderFilter, callerId: string, isListed: boolean): boolean {
  return (
    isInQueue(order, filter.queue, callerId) && hasStatus(order, filter.status) && (isListed || mentions(order, filter.search))
  );
}

type Turn = Pick<ChatOrderSummary, 'answered' | 'waitingSince' | 'roomId'>;

/** Those whose patient waits first, longest first: the order of the server's lists. */
export function compareWaiting(a: Turn, b: Turn): number {
  if (a.answered !== b.answered) return a.answered ? 1 : -1;
  if (a.waitingSince !== b.waitingSince) return a.waitingSince < b.waitingSince ? -1 : 1;
  if (a.roomId === b.roomId) return 0;
  return a.roomId < b.roomId ? -1 : 1;
}
