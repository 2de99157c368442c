/**
 * The life of a chat order:
 *
 *   requested → in_review → confirmed → preparing → ready → completed
 *                  ⇅
 *           awaiting_patient          cancelled and rejected from any open status
 */
export const orderStatuses = [
  'requested',
  'in_review',
  'awaiting_patient',
  'confirmed',
  'preparing',
  'ready',
  'completed',
  'cancelled',
  'rejected',
] as const;
export type OrderStatus = (typeof orderStatuses)[number];

const steps: Record<OrderStatus, readonly OrderStatus[]> = {
  requested: ['in_review', 'cancelled', 'rejected'],
  in_review: ['confirmed', 'awaiting_patient', 'cancelled', 'rejected'],
  awaiting_patient: ['in_review', 'cancelled', 'rejected'],
  confirmed: ['preparing', 'cancelled', 'rejected'],
  preparing: ['ready', 'cancelled', 'rejected'],
  ready: ['completed', 'cancelled', 'rejected'],
  completed: [],
  cancelled: [],
  rejected: [],
};

/** The statuses that may follow `status`, the usual one first. */
export const nextStatuses = (status: OrderStatus): readonly OrderStatus[] => steps[status];

const before: Record<OrderStatus, OrderStatus | null> = {
  requested: null,
  in_review: 'requested',
  awaiting_patient: null,
  confirmed: 'in_review',
  preparing: 'confirmed',
  ready: 'preparing',
  completed: 'ready',
  cancelled: null,
  rejected: null,
};

/**
 * The status to which an order goes back by one step, with a reason; null where there is none. What was called off stays
 * called off, and whoever waits for the patient goes on with the review.
 */
export const previousStatus = (status: OrderStatus): OrderStatus | null => before[status];

export const isOpen = (status: OrderStatus): boolean => steps[status].length > 0;

export const openStatuses: readonly OrderStatus[] = orderStatuses.filter(isOpen);

/** A patient may call their own order off until the pharmacy has begun to prepare it. */
export const patientMayCancel = (status: OrderStatus): boolean =>
  status === 'requested' || status === 'in_review' || status === 'awaiting_patient' || status === 'confirmed';

/** Refusing an order, and calling one off for somebody else, has to say why. */
export const needsReason = (status: OrderStatus): boolean => status === 'cancelled' || status === 'rejected';

/** Nothing can be handed out, and nothing has been, of an order in which nothing is written. */
export const needsItems = (status: OrderStatus): boolean => status === 'ready' || status === 'completed';

export const itemsMissingWords = 'Write down the items first: nothing is in this order that could be handed out.';

const names: Record<OrderStatus, string> = {
  requested: 'Requested',
  in_review: 'In review',
  awaiting_patient: 'Waiting for patient',
  confirmed: 'Confirmed',
  preparing: 'Preparing',
  ready: 'Ready',
  completed: 'Completed',
  cancelled: 'Cancelled',
  rejected: 'Rejected',
};

export const statusName = (status: OrderStatus): string => names[status];

const sentences: Record<OrderStatus, string> = {
  requested: 'Your pharmacy has your order and will look at it soon.',
  in_review: 'Your pharmacy is looking at your order.',
  awaiting_patient: 'Your pharmacy needs an answer from you.',
  confirmed: 'Your order is confirmed.',
  preparing: 'Your order is being prepared.',
  ready: 'Your order is ready to pick up.',
  completed: 'You have picked up your order.',
  cancelled: 'This order was cancelled.',
  rejected: 'Your pharmacy could not fill this order.',
};

/** The status in plain words, as a patient reads it. */
export const statusSentence = (status: OrderStatus): string => sentences[status];

/** The same, to a patient who was told of a step that has been taken back. */
export const correctionSentence = (status: OrderStatus): string => `Correction: ${sentences[status]}`;
