import type { OrderStatus } from '../../../shared/order-status.ts';

/** What a patient does next about an order, by how it stands. */
export function nextStep(status: OrderStatus, { pharmacy, number }: { pharmacy: string; number: string }): string {
  switch (status) {
    case 'requested':
    case 'in_review':
      return 'You are told when it goes on.';
    case 'awaiting_patient':
      return 'Read the question and answer it here.';
    case 'confirmed':
    case 'preparing':
      return 'You are told when you can pick it up.';
    case 'ready':
      return `Pick it up at ${pharmacy} and say the number ${number}.`;
    case 'completed':
      return 'When you need it again, order it again.';
    case 'cancelled':
      return 'If you need it after all, order it again.';
    case 'rejected':
      return 'Ask your pharmacy here what you can do.';
  }
}
