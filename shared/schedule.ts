import { z } from 'zod';
import type { Appointment } from './appointments.ts';
import type { ClinicSettings } from './clinic-settings.ts';
import { lastEventIdSchema } from './cursors.ts';
import { idSchema } from './id-schema.ts';

export const scheduleInputs = {
  events: z.strictObject({ lastEventId: lastEventIdSchema }).optional(),
  /** Says what the caller is about to change; null when they stopped. */
  setHold: z.strictObject({ appointmentId: idSchema.nullable(), doing: z.enum(['moving', 'editing']).default('editing') }),
};

/** What is stored in a clinic's schedule log. */
export type ScheduleLogEvent = AppointmentEvent | { type: 'clinic.settings_changed'; settings: ClinicSettings };

export interface AppointmentEvent {
  type: 'appointment.created' | 'appointment.updated' | 'appointment.cancelled' | 'appointment.checked_in';
  appointment: Appointment;
}

/** What `schedule.events` yields. */
export type ScheduleEvent = { seq: number; at: string } & (
  | ScheduleLogEvent
  | { type: 'schedule.joined' }
  | { type: 'feed.reset' | 'feed.heartbeat' }
);

/** Somebody has an appointment in hand. */
export interface ScheduleHold {
  appointmentId: string;
  userId: string;
  name: string;
  doing: 'moving' | 'editing';
}

/** What `schedule.signals` yields: everything that is in somebody's hand, whenever that changes. */
export type ScheduleSignal = { type: 'schedule.holds'; holds: ScheduleHold[] };
