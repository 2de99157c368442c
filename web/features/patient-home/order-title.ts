import type { ChatOrderSummary } from '../../../shared/chat-orders.ts';
import { orderNumber } from '../../../shared/order-number.ts';
import { sentence } from '../../../shared/text.ts';

/** What an order is about in one line: its items, else the words with which it began; what was written later never names it. */
export function orderTitle({ roomId, items, openingWords }: Pick<ChatOrderSummary, 'roomId' | 'items' | 'openingWords'>): string {
  const [first, ...others] = items;
  if (!first) return openingWords ?? `Order ${orderNumber(roomId)}`;
  const name = sentence`${first.name} ${first.strength}`.trim();
  return others.length === 0 ? name : `${name} and ${others.length} more`;
}
