import { z } from 'zod';
import type { Person } from './auth.ts';
import { pageCursorSchema } from './cursors.ts';
import { idSchema } from './id-schema.ts';
import { limits } from './limits.ts';
import { versionSchema } from './numbers.ts';
import { orderQueues, type OrderQueue } from './order-queues.ts';
import { orderStatuses, type OrderStatus } from './order-status.ts';
import type { MessageVisibility } from './messages.ts';
import { nameText, optionalText, requiredText } from './text-schemas.ts';

export const orderItemInput = z.strictObject({
  /** Absent for a new item. */
  id: idSchema.optional(),
  name: nameText(limits.text.name),
  strength: optionalText(limits.text.name).default(''),
  quantity: z.int().min(1).max(limits.order.quantity),
  directions: optionalText(limits.text.directions).default(''),
});
export type OrderItemInput = z.input<typeof orderItemInput>;

const items = z.array(orderItemInput).max(limits.order.items);
const takeOver = z.strictObject({ reason: requiredText(limits.text.reason) });

export const chatOrderInputs = {
  create: z.strictObject({
    clientOrderId: idSchema,
    patientId: idSchema.optional(),
    note: optionalText(limits.text.note).optional(),
    items: items.optional(),
  }),
  list: z.strictObject({
    queue: z.enum(orderQueues).optional(),
    status: z.array(z.enum(orderStatuses)).max(orderStatuses.length).optional(),
    search: optionalText(limits.text.search).optional(),
    cursor: pageCursorSchema,
    limit: z.int().min(1).max(limits.page.ordersMax).default(limits.page.orders),
  }),
  get: z.strictObject({ roomId: idSchema }),
  claim: z.strictObject({ roomId: idSchema, takeOver: takeOver.optional() }),
  release: z.strictObject({ roomId: idSchema, takeOver: takeOver.optional() }),
  assign: z.strictObject({ roomId: idSchema, userId: idSchema, expectedVersion: versionSchema }),
  setStatus: z.strictObject({
    roomId: idSchema,
    status: z.enum(orderStatuses),
    expectedVersion: versionSchema,
    reason: optionalText(limits.text.reason).optional(),
  }),
  setItems: z.strictObject({ roomId: idSchema, items, expectedVersion: versionSchema }),
};

export interface OrderItem {
  id: string;
  name: string;
  strength: string;
  quantity: number;
  directions: string;
}

/** A patient, with the two facts that tell one from another. `dateOfBirth` is `YYYY-MM-DD`, without a time zone. */
export interface PatientName extends Person {
  dateOfBirth: string;
}

/** The part of an order that is the same for everyone who may see it; live events carry this. */
export interface OrderState {
  roomId: string;
  tenantId: string;
  patient: PatientName;
  status: OrderStatus;
  /** Rises with every change of the order itself; edits name the version they were made on. */
  version: number;
  items: OrderItem[];
  assignee: Person | null;
  claimedBy: Person | null;
  lastSeq: number;
  /** Since when it is somebody's turn: the patient's first message without an answer, or the pharmacy's last answer. */
  waitingSince: string;
  /** Whether the pharmacy wrote last, so that the patient is not waiting. */
  answered: boolean;
  createdAt: string;
  updatedAt: string;
}

export interface ChatOrder extends OrderState {
  /** Messages of others that the caller has not read; counted up to `limits.page.unreadCap`. */
  unread: number;
  /** The caller's own read mark. */
  lastReadSeq: number;
}

/** The start of a conversation's newest message. */
export interface LastMessage {
  seq: number;
  senderId: string;
  senderName: string;
  content: string;
  visibility: MessageVisibility;
  createdAt: string;
}

/** One row of a queue. */
export interface ChatOrderSummary extends Omit<ChatOrder, 'items'> {
  items: Pick<OrderItem, 'name' | 'strength' | 'quantity'>[];
  lastMessage: LastMessage | null;
  /** The newest that the patient wrote, of the last `limits.preview.patientWithin` messages. */
  patientMessage: LastMessage | null;
  /** The newest internal note of the last `limits.preview.recent` messages; for a patient there is none. */
  lastNote: LastMessage | null;
  /** The start of the first message, as long as nothing is written down of what is ordered; null otherwise, and when nothing was said. */
  openingWords: string | null;
}

const orderChangeKinds = ['created', 'claimed', 'taken_over', 'released', 'assigned', 'status_changed', 'items_changed'] as const;
export type OrderChangeKind = (typeof orderChangeKinds)[number];

/** One line of an order's history: who did what when. Staff only. */
export interface OrderChange {
  id: string;
  kind: OrderChangeKind;
  actor: Person;
  /** Status before and after, for `status_changed`; who held it and who holds it, for the others. */
  from: string | null;
  to: string | null;
  reason: string | null;
  at: string;
}

/** How many open orders each queue holds for the caller. */
export type QueueCounts = Record<OrderQueue, number>;
