import type { OrderItem, OrderItemInput } from '../../../shared/chat-orders.ts';
import { newId } from '../../../shared/ids.ts';
import { limits } from '../../../shared/limits.ts';

/** An item while it is edited. `key` tells rows apart, new ones have no id yet. */
export interface ItemDraft {
  key: string;
  id: string | null;
  name: string;
  strength: string;
  /** What stands in the field: empty and unfinished numbers are allowed while typing. */
  quantity: number | string;
  directions: string;
}

export const emptyItem = (): ItemDraft => ({ key: newId(), id: null, name: '', strength: '', quantity: 1, directions: '' });

export const draftOf = (item: OrderItem): ItemDraft => ({ ...item, key: item.id });

/** What is wrong with one item, in words for its field; null when it can be saved. */
export function nameProblem({ name }: ItemDraft): string | null {
  return name.trim() === '' ? 'Which item?' : null;
}

export function quantityProblem({ quantity }: ItemDraft): string | null {
  const number = Number(quantity);
  const fits = quantity !== '' && Number.isInteger(number) && number >= 1 && number <= limits.order.quantity;
  return fits ? null : `1 to ${limits.order.quantity}`;
}

export const canSave = (drafts: ItemDraft[]): boolean =>
  drafts.every((draft) => nameProblem(draft) === null && quantityProblem(draft) === null);

/** Whether it is a new row in which nothing is written. */
export const isBlank = ({ id, name, strength, directions }: ItemDraft): boolean =>
  id === null && `${name}${strength}${directions}`.trim() === '';

export const inputOf = ({ id, name, strength, quantity, directions }: ItemDraft): OrderItemInput => ({
  ...(id !== null && { id }),
  name: name.trim(),
  strength: strength.trim(),
  quantity: Number(quantity),
  directions: directions.trim(),
});
