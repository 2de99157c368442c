import type { ChatOrderSummary } from '../../../shared/chat-orders.ts';
import { sentence } from '../../../shared/text.ts';

/** What an order is about in one line: its items, else the last thing that was written. */
export function orderTitle({ items, lastMessage }: Pick<ChatOrderSummary, 'items' | 'lastMessage'>): string {
  const [first, ...others] = items;
  if (!first) return lastMessage?.content ?? 'Order';
  const name = sentence`${first.name} ${first.strength}`.trim();
  return others.length === 0 ? name : `${name} and ${others.length} more`;
}
