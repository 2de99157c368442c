import type { ChatOrderSummary } from '../../../shared/chat-orders.ts';
import { isOpen } from '../../../shared/order-status.ts';
import { waitingTime } from './waiting-time.ts';

/** The parts of a queue, the most urgent first. */
const sections = ['late', 'waiting', 'with_patient', 'closed'] as const;
export type QueueSection = (typeof sections)[number];

const names: Record<QueueSection, string> = { late: 'Late', waiting: 'Waiting', with_patient: 'With the patient', closed: 'Closed' };

export const sectionName = (section: QueueSection): string => names[section];

/** Whose turn it is, and whether it is late, at `now` in milliseconds. */
export function sectionOf({ status, answered, waitingSince }: Pick<ChatOrderSummary, 'status' | 'answered' | 'waitingSince'>, now: number): QueueSection {
  if (!isOpen(status)) return 'closed';
  if (answered) return 'with_patient';
  return waitingTime(waitingSince, now).level === 'overdue' ? 'late' : 'waiting';
}

/** An order and the section in which it has its place. */
export interface PlacedOrder {
  order: ChatOrderSummary;
  section: QueueSection;
}

/** The orders section by section, in each in the order that they have. */
export const placeOrders = (orders: readonly ChatOrderSummary[], now: number): PlacedOrder[] =>
  orders
    .map((order): PlacedOrder => ({ order, section: sectionOf(order, now) }))
    .toSorted((a, b) => sections.indexOf(a.section) - sections.indexOf(b.section));

/** Rows as they are now, under the section in which each has its place: `places` are those that the list holds. */
export function rowsBySection(rows: readonly PlacedOrder[], places: readonly PlacedOrder[]): { section: QueueSection; rows: ChatOrderSummary[] }[] {
  const groups: { section: QueueSection; rows: ChatOrderSummary[] }[] = [];
  for (const [index, { order }] of rows.entries()) {
    const { section } = places[index]!;
    const last = groups.at(-1);
    if (last?.section === section) last.rows.push(order);
    else groups.push({ section, rows: [order] });
  }
  return groups;
}
