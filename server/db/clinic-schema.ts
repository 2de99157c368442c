import type { ColumnType } from 'kysely';
import type { AlertStep } from '../../shared/alerts-escalation.ts';
import type { AlertEntryKind, AlertTargetKind } from '../../shared/alerts.ts';
import type { AppointmentStatus } from '../../shared/appointment-status.ts';
import type { AppointmentChangeKind } from '../../shared/appointments.ts';
import type { TimedStage } from '../../shared/clinic-settings.ts';
import type { OpeningHours } from '../../shared/opening-hours.ts';
import type { Timestamp, WithDefault } from './columns.ts';

/** The rows of a clinic's day: its visits and settings, staff threads, urgent alerts and who is on duty. */
export interface ClinicSchema {
  appointment: {
    tenant_id: string;
    id: string;
    patient_id: string;
    provider_id: string;
    starts_at: Timestamp;
    ends_at: Timestamp;
    status: AppointmentStatus;
    status_since: Timestamp;
    reason: string;
    room_name: string | null;
    overbooked: WithDefault<boolean>;
    overbook_reason: string | null;
    /** Why it was booked in the past or while the clinic is closed. */
    unusual_time_reason: WithDefault<string | null>;
    cancel_reason: string | null;
    version: WithDefault<number>;
    created_by_id: string;
    client_appointment_id: string;
    created_at: Timestamp;
    updated_at: Timestamp;
  };
  appointment_change: {
    tenant_id: string;
    appointment_id: string;
    id: string;
    kind: AppointmentChangeKind;
    actor_id: string;
    from_value: string | null;
    to_value: string | null;
    reason: string | null;
    at: Timestamp;
  };
  clinic_settings: {
    tenant_id: string;
    opening_hours: ColumnType<OpeningHours[], string, string>;
    stage_minutes: ColumnType<Record<TimedStage, number>, string, string>;
    version: number;
    updated_by_id: string | null;
    updated_at: Timestamp;
  };
  thread: {
    tenant_id: string;
    room_id: string;
    subject: string;
    patient_id: string | null;
    created_by_id: string;
    client_thread_id: string;
    created_at: Timestamp;
    updated_at: Timestamp;
  };
  alert: {
    tenant_id: string;
    id: string;
    message: string;
    patient_id: string | null;
    raised_by_id: string;
    client_alert_id: string;
    raised_at: Timestamp;
    version: WithDefault<number>;
    level: AlertTargetKind;
    /** Null in what an older release has written: `level` tells. */
    step: ColumnType<AlertStep | null, AlertStep | null | undefined>;
    repeats: WithDefault<number>;
    is_unreached: WithDefault<boolean>;
    /** Null once it has been acknowledged. */
    next_step_at: Date | null;
    acknowledged_by_id: string | null;
    acknowledged_at: Date | null;
    /** Whom it calls at the level of the tenant; null is everyone. */
    called_ids: string[] | null;
  };
  duty: { tenant_id: string; user_id: string; since: Timestamp };
  alert_entry: {
    tenant_id: string;
    alert_id: string;
    id: string;
    version: number;
    kind: AlertEntryKind;
    user_id: string | null;
    target_kind: AlertTargetKind | null;
    target_id: string | null;
    /** Of what calls people: which step it is. */
    step: ColumnType<AlertStep | null, AlertStep | null | undefined>;
    at: Timestamp;
  };
  escalation_due: { tenant_id: string; alert_id: string; due_at: Timestamp };
}
