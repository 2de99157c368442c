import type { OrderItem } from '../../../shared/chat-orders.ts';
import type { OrderStatus } from '../../../shared/order-status.ts';

export type ScriptItem = Omit<OrderItem, 'id'>;

/** What somebody does in an order; each is one command of the product. */
export type Act =
  /** Opens the order; the first act of every script. */
  | ['orders', note: string, ...items: ScriptItem[]]
  | ['says', text: string]
  /** An internal note. */
  | ['notes', text: string]
  | ['claims']
  | ['takes over', reason: string]
  | ['releases']
  | ['assigns', colleague: string]
  | ['moves to', status: OrderStatus, reason?: string]
  | ['sets items', ...items: ScriptItem[]]
  /** Reads everything so far. Whoever writes has read as well. */
  | ['reads']
  /** Has everything so far on a device, unread. */
  | ['receives'];

/** When, in minutes before now; who, by first name; what. Acts of one minute follow each other within it. */
export type Step = [minutesAgo: number, who: string, ...act: Act];

export interface OrderScript {
  /** Whom the order is for, by full name. */
  patient: string;
  steps: Step[];
}

export const hours = 60;
export const days = 24 * hours;
