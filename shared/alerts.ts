import { z } from 'zod';
import type { Person } from './auth.ts';
import type { PatientName } from './chat-orders.ts';
import { lastEventIdSchema, pageCursorSchema } from './cursors.ts';
import { idSchema } from './id-schema.ts';
import { limits } from './limits.ts';
import { roles } from './roles.ts';
import { requiredText } from './text-schemas.ts';

const alertTargetKinds = ['user', 'role', 'tenant'] as const;
export type AlertTargetKind = (typeof alertTargetKinds)[number];

const target = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('user'), id: idSchema }),
  z.strictObject({ kind: z.literal('role'), id: z.enum(roles).exclude(['patient']) }),
  z.strictObject({ kind: z.literal('tenant') }),
]);
export type AlertTargetInput = z.output<typeof target>;

export const alertInputs = {
  raise: z.strictObject({
    clientAlertId: idSchema,
    message: requiredText(limits.text.reason),
    target,
    patientId: idSchema.optional(),
  }),
  acknowledge: z.strictObject({ alertId: idSchema }),
  seen: z.strictObject({ alertId: idSchema }),
  list: z
    .strictObject({
      openOnly: z.boolean().default(false),
      cursor: pageCursorSchema,
      limit: z.int().min(1).max(limits.page.alertsMax).default(limits.page.alerts),
    })
    .prefault({}),
  events: z.strictObject({ lastEventId: lastEventIdSchema }).optional(),
};

/** Whom an alert calls. `id` is a person's id or a role; `name` is how it is called on screen. */
export interface AlertTarget {
  kind: AlertTargetKind;
  id: string | null;
  name: string;
  /** Of the tenant: the people on duty, or with a screen open, whom it calls. Absent when that is everyone. */
  userIds?: string[];
}

const alertEntryKinds = ['raised', 'delivered', 'seen', 'escalated', 'acknowledged'] as const;
export type AlertEntryKind = (typeof alertEntryKinds)[number];

/** One line of what became of an alert. */
export interface AlertEntry {
  kind: AlertEntryKind;
  /** Who raised it, whose screen it reached, who saw it, who took it; null for an escalation, which nobody does. */
  user: Person | null;
  /** Whom it calls from here on: of `raised` and `escalated`. */
  target: AlertTarget | null;
  at: string;
}

export interface Alert {
  id: string;
  /** Rises with every change; of two states of one alert the higher is the newer. */
  version: number;
  message: string;
  patient: PatientName | null;
  raisedBy: Person;
  raisedAt: string;
  /** Everyone it has called so far, the first first: who was called stays called when it climbs. */
  currentTargets: AlertTarget[];
  /** When it climbs, or calls everyone again, unless somebody acknowledges it; null when somebody has. */
  nextStepAt: string | null;
  /** How often everyone has been called once more. */
  repeats: number;
  /** Nobody whom it calls has a screen open now: its raiser has to find help in another way. */
  isUnreached: boolean;
  /** Null while it is open. */
  acknowledgedBy: Person | null;
  acknowledgedAt: string | null;
  /** Milliseconds from raising to acknowledging. */
  openFor: number | null;
  timeline: AlertEntry[];
}

/** What is stored in a tenant's log of alerts. */
type AlertLogEvent = { type: 'alert.updated'; alert: Alert };

/** What `alerts.events` yields. A fresh reader is told first what is open. */
export type AlertEvent = { seq: number; at: string } & (
  | AlertLogEvent
  | { type: 'alerts.joined'; alerts: Alert[] }
  | { type: 'feed.reset' | 'feed.heartbeat' }
);
