import { z } from 'zod';
import type { Person } from './auth.ts';
import type { PatientName } from './chat-orders.ts';
import { appointmentStatuses, type AppointmentStatus } from './appointment-status.ts';
import { idSchema } from './id-schema.ts';
import { instantSchema } from './instants.ts';
import { limits } from './limits.ts';
import { versionSchema } from './numbers.ts';
import { optionalText, requiredText } from './text-schemas.ts';

const span = { startsAt: instantSchema, endsAt: instantSchema };

/** Whether a visit may last from one time to the other; both ISO 8601. */
export function isVisitLength({ startsAt, endsAt }: { startsAt: string; endsAt: string }): boolean {
  const length = Date.parse(endsAt) - Date.parse(startsAt);
  return length >= limits.visit.shortest && length <= limits.visit.longest;
}

export const visitLengthWords = 'A visit lasts 5 minutes to 12 hours.';
export const visitTimeWords = 'A visit is at most a year ago and at most three years ahead.';

/** Says that something is meant as it is, and why. */
const onPurpose = z.strictObject({ reason: requiredText(limits.text.reason) });

const confirmations = {
  /** Books over another visit of the provider, of the patient or in the room; without it that is refused. */
  overbook: onPurpose.optional(),
  /** Books in the past or while the clinic is closed; without it that is refused. */
  unusualTime: onPurpose.optional(),
};

/** What is unusual about a visit's time. */
export type UnusualTime = 'past' | 'closed';

const isWindow = ({ from, to }: { from: string; to: string }): boolean =>
  Date.parse(to) > Date.parse(from) && Date.parse(to) - Date.parse(from) <= limits.schedule.window;
const window = { path: ['to'], error: 'Ask for at most six weeks.' };

export const appointmentInputs = {
  list: z.strictObject({ from: instantSchema, to: instantSchema, providerId: idSchema.optional(), cursor: z.string().max(200).nullish() }).refine(isWindow, window),
  days: z
    .strictObject({
      from: instantSchema,
      to: instantSchema,
      providerId: idSchema.optional(),
      statuses: z.array(z.enum(appointmentStatuses)).max(appointmentStatuses.length).optional(),
    })
    .refine(isWindow, window),
  get: z.strictObject({ id: idSchema }),
  create: z
    .strictObject({
      clientAppointmentId: idSchema,
      patientId: idSchema,
      providerId: idSchema,
      ...span,
      reason: optionalText(limits.text.reason).default(''),
      roomName: optionalText(limits.text.name).nullish(),
      ...confirmations,
      /** A walk-in is here already. */
      walkIn: z.boolean().default(false),
    })
    .refine(isVisitLength, { path: ['endsAt'], error: visitLengthWords }),
  update: z.strictObject({
    id: idSchema,
    expectedVersion: versionSchema,
    startsAt: instantSchema.optional(),
    endsAt: instantSchema.optional(),
    providerId: idSchema.optional(),
    reason: optionalText(limits.text.reason).optional(),
    roomName: optionalText(limits.text.name).nullish(),
    ...confirmations,
  }),
  cancel: z.strictObject({ id: idSchema, expectedVersion: versionSchema, reason: requiredText(limits.text.reason) }),
  checkIn: z.strictObject({ id: idSchema, expectedVersion: versionSchema }),
  setStatus: z.strictObject({ id: idSchema, expectedVersion: versionSchema, status: z.enum(appointmentStatuses) }),
  /**
   * The first free span of a length at or after a time, during the clinic's hours, with one provider or any. `beyond` is an
   * offer that was turned down: of the same search, the one that follows it.
   */
  findFree: z.strictObject({
    providerId: idSchema.optional(),
    after: instantSchema,
    minutes: z.int().min(5).max(480),
    beyond: z.strictObject({ startsAt: instantSchema, providerId: idSchema }).optional(),
  }),
};

/** What a search for a free span found. `none`: nothing up to `until`, which is as far as it looks. */
export type FreeSlot =
  | { outcome: 'found'; provider: Person; startsAt: string; endsAt: string }
  | { outcome: 'none'; until: string };

/** A day of the clinic's calendar: how many visits begin in it, and the first `limits.schedule.firstOfDay` of them. */
export interface VisitDay {
  /** `YYYY-MM-DD`. */
  date: string;
  count: number;
  first: Appointment[];
}

export interface Appointment {
  id: string;
  patient: PatientName;
  provider: Person;
  startsAt: string;
  endsAt: string;
  status: AppointmentStatus;
  reason: string;
  roomName: string | null;
  /** Booked over another visit on purpose. */
  overbooked: boolean;
  version: number;
  /** Since when it has been in this status. */
  statusSince: string;
}

const appointmentChangeKinds = ['created', 'moved', 'changed', 'cancelled', 'status_changed'] as const;
export type AppointmentChangeKind = (typeof appointmentChangeKinds)[number];
