import { orderQueues, type OrderQueue } from '../../../shared/order-queues.ts';
import { orderStatuses, type OrderStatus } from '../../../shared/order-status.ts';

/** The part of a list that stands in the address. What is searched for never does: it names patients. */
export interface QueueAddress {
  queue: OrderQueue;
  status: OrderStatus[];
}

/** Reads the address; what it does not know falls back to the unassigned queue and every open status. */
export function readQueueAddress(params: URLSearchParams): QueueAddress {
  const queue = orderQueues.find((name) => name === params.get('queue')) ?? 'unassigned';
  const wanted = params.get('status')?.split(',') ?? [];
  return { queue, status: orderStatuses.filter((status) => wanted.includes(status)) };
}

/** The address without the question mark; the usual view has an empty one. */
export function writeQueueAddress({ queue, status }: QueueAddress): string {
  const params = new URLSearchParams();
  if (queue !== 'unassigned') params.set('queue', queue);
  if (status.length > 0) params.set('status', status.join(','));
  return params.toString().replaceAll('%2C', ',');
}
