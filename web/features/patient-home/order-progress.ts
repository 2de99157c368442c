import type { OrderStatus } from '../../../shared/order-status.ts';

/** The steps that a patient sees, in order. */
export const progressSteps = ['Requested', 'Looked at', 'Confirmed', 'Prepared', 'Ready', 'Picked up'] as const;

const reached: Record<OrderStatus, number | null> = {
  requested: 1,
  in_review: 2,
  awaiting_patient: 2,
  confirmed: 3,
  preparing: 4,
  ready: 5,
  completed: 6,
  cancelled: null,
  rejected: null,
};

/** How many of `progressSteps` an order has come to; null when it went off the way. */
export const stepsReached = (status: OrderStatus): number | null => reached[status];
