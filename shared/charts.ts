import { z } from 'zod';
import type { Appointment, AppointmentChangeKind } from './appointments.ts';
import type { Person } from './auth.ts';
import type { PatientName } from './chat-orders.ts';
import { idSchema } from './id-schema.ts';
import type { Role } from './roles.ts';
import type { Thread } from './threads.ts';

export const chartInputs = {
  chart: z.strictObject({ patientId: idSchema }),
  viewers: z.strictObject({ patientId: idSchema }),
};

/** One line of a patient's timeline: who did what to a visit when. `from` and `to` as in the visit's history. */
export interface TimelineEntry {
  id: string;
  kind: AppointmentChangeKind;
  appointment: { id: string; startsAt: string; provider: Person };
  actor: Person;
  from: string | null;
  to: string | null;
  reason: string | null;
  at: string;
}

/** What a patient's page shows. Each list ends at `limits.page.chart`. */
export interface Chart {
  patient: PatientName;
  appointments: {
    /** Not over yet, the next first. */
    upcoming: Appointment[];
    /** The last first. */
    past: Appointment[];
  };
  /** About the patient and with the caller in them. */
  threads: Thread[];
  /** Newest first. */
  timeline: TimelineEntry[];
}

export interface ChartViewer {
  userId: string;
  name: string;
  role: Role;
}

/** What `patients.viewers` yields: everyone who has the chart open, the reader too, whenever that changes. */
export interface ChartViewers {
  type: 'viewers';
  users: ChartViewer[];
}
