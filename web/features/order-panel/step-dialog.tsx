import type { ChatOrder } from '../../../shared/chat-orders.ts';
import { statusName, type OrderStatus } from '../../../shared/order-status.ts';
import { sentence } from '../../../shared/text.ts';
import { ReasonDialog } from './reason-dialog.tsx';

interface StepDialogProps {
  order: ChatOrder;
  /** The status that it leads to; null while nothing is asked. */
  to: OrderStatus | null;
  isPending: boolean;
  onConfirm(reason: string): void;
  onClose(): void;
}

/** Asks why the order is called off, or goes back by one step. */
export function StepDialog({ order, to, ...props }: StepDialogProps) {
  return <ReasonDialog opened={to !== null} {...wordsFor(order, to)} {...props} />;
}

function wordsFor({ patient, status }: ChatOrder, to: OrderStatus | null) {
  if (to === 'cancelled' || to === 'rejected')
    return {
      title: to === 'rejected' ? 'Reject this order' : 'Cancel this order',
      explanation: sentence`The order of ${patient.name} ends here. For a few seconds you can undo that; later it cannot be opened again. Colleagues see your reason in the history.`,
      confirm: to === 'rejected' ? 'Reject order' : 'Cancel order',
      color: 'red' as const,
    };
  const name = to === null ? '' : statusName(to);
  return {
    title: `Back to ${name}`,
    explanation: sentence`The order of ${patient.name} goes from ${statusName(status)} back to ${name}. Colleagues see your reason in the history, the patient does not.`,
    confirm: 'Take the step back',
  };
}
