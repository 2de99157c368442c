import type { OrderStatus } from '../../../shared/order-status.ts';

/** The way of an order that goes well, as the stepper draws it. Waiting for the patient is a stop within the review. */
export const usualWay: OrderStatus[] = ['requested', 'in_review', 'confirmed', 'preparing', 'ready', 'completed'];

const stepWords: Record<OrderStatus, string> = {
  requested: 'Reopen',
  in_review: 'Start review',
  awaiting_patient: 'Wait for patient',
  confirmed: 'Confirm',
  preparing: 'Start preparing',
  ready: 'Mark ready',
  completed: 'Complete',
  cancelled: 'Cancel order…',
  rejected: 'Reject order…',
};

/** What the button that takes a step says. */
export const stepName = (from: OrderStatus, to: OrderStatus): string =>
  from === 'awaiting_patient' && to === 'in_review' ? 'Back to review' : stepWords[to];

/** How far along the usual way an order is; -1 when it left it for good. */
export const placeOnWay = (status: OrderStatus): number =>
  usualWay.indexOf(status === 'awaiting_patient' ? 'in_review' : status);
