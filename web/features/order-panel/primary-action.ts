import type { ChatOrder } from '../../../shared/chat-orders.ts';
import { isOpen, needsItems, nextStatuses } from '../../../shared/order-status.ts';

/** The part of the panel in which the one action stands that is due. */
export type PrimaryAction = 'claim' | 'items' | 'step' | null;

interface Situation {
  order: Pick<ChatOrder, 'status' | 'claimedBy' | 'items'>;
  callerId: string;
  isEditingItems: boolean;
}

/** What is due next: a form that is open is finished first, then the order is taken, then it goes on. */
export function primaryAction({ order: { status, claimedBy, items }, callerId, isEditingItems }: Situation): PrimaryAction {
  if (isEditingItems) return 'items';
  if (!isOpen(status)) return null;
  if (!claimedBy) return 'claim';
  if (claimedBy.id !== callerId) return null;
  const [next] = nextStatuses(status);
  return next !== undefined && needsItems(next) && items.length === 0 ? 'items' : 'step';
}
