import type { ChatOrder, OrderItemInput } from '../../../shared/chat-orders.ts';
import { orderNumber } from '../../../shared/order-number.ts';

export interface DraftItem {
  /** Tells the rows of the form apart. */
  key: string;
  name: string;
  strength: string;
  /** As typed; empty while it is being changed. */
  quantity: number | string;
}

export interface OrderDraft {
  note: string;
  items: DraftItem[];
}

export const emptyItem = (key: string): DraftItem => ({ key, name: '', strength: '', quantity: 1 });

/** A draft of the same medicine again; without a list of it the words that refer to the order. `newKey` names a row. */
export const draftAgain = ({ roomId, items }: Pick<ChatOrder, 'roomId' | 'items'>, newKey: () => string): OrderDraft => ({
  note: items.length > 0 ? '' : `The same as in my order ${orderNumber(roomId)}, please.`,
  items: items.map(({ name, strength, quantity }) => ({ key: newKey(), name, strength, quantity })),
});

const isBlank = ({ name, strength }: DraftItem): boolean => name.trim() === '' && strength.trim() === '';

export const isEmptyDraft = ({ note, items }: OrderDraft): boolean => note.trim() === '' && items.every(isBlank);

/** A row that was started needs a name; one that was left blank is left out. `path` is `items.<index>.name`. */
export function itemProblem(name: string, items: DraftItem[], path: string): string | null {
  const item = items[Number(path.split('.')[1])];
  return name.trim() === '' && item && !isBlank(item) ? 'Write what it is called.' : null;
}

/** What is sent. */
export function orderOf({ note, items }: OrderDraft): { note?: string; items?: OrderItemInput[] } {
  const wanted = items
    .filter((item) => !isBlank(item))
    .map(({ name, strength, quantity }) => ({ name: name.trim(), strength: strength.trim(), quantity: Number(quantity) || 1 }));
  return {
    ...(note.trim() !== '' && { note: note.trim() }),
    ...(wanted.length > 0 && { items: wanted }),
  };
}
