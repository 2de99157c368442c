import type { z } from 'zod';
import { isAppointmentStep, occupiesSlot, type AppointmentStatus } from '../../../shared/appointment-status.ts';
import type { Appointment, AppointmentChangeKind, appointmentInputs } from '../../../shared/appointments.ts';
import { newId } from '../../../shared/ids.ts';
import type { AppointmentEvent, ScheduleEvent } from '../../../shared/schedule.ts';
import { scheduleTopic } from '../../../shared/topics.ts';
import type { Clock } from '../../clock.ts';
import type { TenantTransaction } from '../../db/database.ts';
import { Failure, notFound } from '../../failure.ts';
import type { EventLog, NewEvent, UnitOfWork } from '../../realtime/event-log.ts';
import type { Caller } from '../../transport/context.ts';
import { auditCall } from '../audit/audit-log.ts';
import type { Notify } from '../notifications/notify.ts';
import { lockCalendar, lockPatient, lockProvider, refuseOverlap, requireFreeSlot } from './access.ts';
import { bookingOf, differencesOf, reasonOf, requireVisitTime } from './booking.ts';
import { requireFreeRoom, requireNobodyInTheWay, requireUsualTime } from './booking-checks.ts';
import { tellProviders } from './notices.ts';
import { appointmentById, selectAppointments, type AppointmentRow } from './queries.ts';

export interface AppointmentCommandDependencies {
  log: EventLog;
  notify: Notify;
  clock: Clock;
}

type Input<Name extends keyof typeof appointmentInputs> = z.output<(typeof appointmentInputs)[Name]>;

interface Change {
  kind: AppointmentChangeKind;
  event: AppointmentEvent['type'];
  set: Partial<
    Pick<
      AppointmentRow,
      'starts_at' | 'ends_at' | 'provider_id' | 'reason' | 'room_name' | 'status' | 'overbooked' | 'overbook_reason' | 'cancel_reason'
    >
  > & { unusual_time_reason?: string | null };
  from?: string | null;
  to?: string | null;
  reason?: string | null;
}

/** Stores the history line and the event of a change that has been made, and whom it is notified to. Last in the transaction. */
async function announce(
  { trx, append }: UnitOfWork,
  caller: Caller,
  appointment: Appointment,
  { kind, event, from, to, reason }: Omit<Change, 'set'>,
  notices: NewEvent[] = [],
): Promise<void> {
  await trx
    .insertInto('appointment_change')
    .values({
      tenant_id: caller.tenantId,
      appointment_id: appointment.id,
      id: newId(),
      kind,
      actor_id: caller.userId,
      from_value: from ?? null,
      to_value: to ?? null,
      reason: reason ?? null,
      at: new Date(),
    })
    .execute();
  await append([
    { topic: scheduleTopic, audience: 'staff', body: (position): ScheduleEvent => ({ type: event, ...position, appointment }) },
    ...notices,
  ]);
}

/** A lock and what it protects are two statements: a joined row that had to wait would show the names of before. */
async function lockAppointment(trx: TenantTransaction, id: string): Promise<AppointmentRow> {
  await trx.selectFrom('appointment').select('id').where('id', '=', id).forUpdate().execute();
  const row = await selectAppointments(trx).where('v.id', '=', id).executeTakeFirst();
  if (!row) throw notFound();
  return row;
}

/** Locks the appointment, lets `decide` judge it as it is now, and stores what comes of it as one. */
function changeAppointment(
  dependencies: AppointmentCommandDependencies,
  caller: Caller,
  { id, expectedVersion }: { id: string; expectedVersion: number },
  action: string,
  decide: (current: AppointmentRow, unit: UnitOfWork) => Change | Promise<Change>,
): Promise<Appointment> {
  return refuseOverlap(() =>
    dependencies.log.write(caller.tenantId, async (unit) => {
      const { trx } = unit;
      const current = await lockAppointment(trx, id);
      if (current.version !== expectedVersion)
        throw new Failure('STALE_VERSION', 'Somebody changed this visit in the meantime. Look at what changed and try again.');
      const { set, ...change } = await decide(current, unit);
      const now = new Date();
      const status_since = set.status && set.status !== current.status ? now : current.status_since;
      await trx
        .updateTable('appointment')
        .set({ ...set, status_since, version: current.version + 1, updated_at: now })
        .where('id', '=', id)
        .execute();
      const appointment = await appointmentById(trx, id);
      await auditCall(trx, caller, action, { patientId: appointment.patient.id });
      const notices = await tellProviders(dependencies, trx, caller, { before: current, after: appointment, kind: change.kind });
      await announce(unit, caller, appointment, change, notices);
      return appointment;
    }),
  );
}

function requireStep(current: AppointmentRow, status: AppointmentStatus): void {
  if (!isAppointmentStep(current.status, status))
    throw new Failure('INVALID_TRANSITION', 'This step does not follow from where the visit is.');
}

export function createAppointmentCommands(dependencies: AppointmentCommandDependencies) {
  const { log, clock } = dependencies;
  return {
    /**
     * Books a visit. PROVIDER_BUSY, PATIENT_BUSY and ROOM_BUSY name the visit in the way; `overbook` books over it on purpose.
     * UNUSUAL_TIME says what is odd about the time; `unusualTime` means it. Who walks in has come, whatever the time.
     */
    async create(caller: Caller, input: Input<'create'>): Promise<Appointment> {
      return refuseOverlap(() =>
        log.write(caller.tenantId, async (unit) => {
          const { trx } = unit;
          await lockProvider(trx, input.providerId);
          const before = await trx
            .selectFrom('appointment')
            .select('id')
            .where('created_by_id', '=', caller.userId)
            .where('client_appointment_id', '=', input.clientAppointmentId)
            .executeTakeFirst();
          if (before) return appointmentById(trx, before.id);
          const id = newId();
          const { providerId, patientId, roomName = null } = input;
          const slot = { providerId, patientId, roomName, startsAt: new Date(input.startsAt), endsAt: new Date(input.endsAt), exceptId: id };
          requireVisitTime(slot, clock);
          await lockPatient(trx, patientId);
          if (!input.overbook) await requireNobodyInTheWay(trx, slot);
          if (!input.unusualTime && !input.walkIn) await requireUsualTime(trx, clock, slot);
          const now = new Date();
          await trx
            .insertInto('appointment')
            .values({
              tenant_id: caller.tenantId,
              id,
              patient_id: input.patientId,
              provider_id: input.providerId,
              starts_at: slot.startsAt,
              ends_at: slot.endsAt,
              status: input.walkIn ? 'checked_in' : 'scheduled',
              status_since: now,
              reason: input.reason,
              room_name: input.roomName || null,
              overbooked: Boolean(input.overbook),
              overbook_reason: input.overbook?.reason ?? null,
              unusual_time_reason: input.unusualTime?.reason ?? null,
              cancel_reason: null,
              created_by_id: caller.userId,
              client_appointment_id: input.clientAppointmentId,
              created_at: now,
              updated_at: now,
            })
            .execute();
          const appointment = await appointmentById(trx, id);
          await auditCall(trx, caller, 'appointments.create', { patientId: input.patientId });
          await announce(unit, caller, appointment, { kind: 'created', event: 'appointment.created', reason: reasonOf(input) });
          return appointment;
        }),
      );
    },

    /** Moves a visit or changes what it says. A visit that moves is checked anew, and may be booked over another again. */
    update: (caller: Caller, input: Input<'update'>): Promise<Appointment> =>
      changeAppointment(dependencies, caller, input, 'appointments.update', async (current, { trx }) => {
        if (!occupiesSlot(current.status) || current.status === 'completed')
          throw new Failure('INVALID_TRANSITION', 'This visit is over and no longer changes.');
        const slot = bookingOf(current, input);
        const { isRetimed, moves } = differencesOf(current, slot);
        if (isRetimed) requireVisitTime(slot, clock);
        if (moves) {
          await lockProvider(trx, slot.providerId);
          await lockPatient(trx, slot.patientId);
        }
        if (moves && !input.overbook) await requireNobodyInTheWay(trx, slot);
        else if (input.roomName && input.roomName !== current.room_name && !input.overbook) await requireFreeRoom(trx, slot, input.roomName);
        if (isRetimed && !input.unusualTime) await requireUsualTime(trx, clock, slot);
        return {
          kind: moves ? 'moved' : 'changed',
          event: 'appointment.updated',
          set: {
            provider_id: slot.providerId,
            starts_at: slot.startsAt,
            ends_at: slot.endsAt,
            reason: input.reason ?? current.reason,
            room_name: slot.roomName,
            ...(moves || input.overbook ? { overbooked: Boolean(input.overbook), overbook_reason: input.overbook?.reason ?? null } : {}),
            ...(isRetimed ? { unusual_time_reason: input.unusualTime?.reason ?? null } : {}),
          },
          from: moves ? `${current.starts_at.toISOString()} ${current.provider_name}` : null,
          to: moves ? slot.startsAt.toISOString() : null,
          reason: reasonOf(input),
        };
      }),

    /** Calls a visit off and frees its time. */
    cancel: (caller: Caller, input: Input<'cancel'>): Promise<Appointment> =>
      changeAppointment(dependencies, caller, input, 'appointments.cancel', (current) => {
        requireStep(current, 'cancelled');
        return {
          kind: 'cancelled',
          event: 'appointment.cancelled',
          set: { status: 'cancelled', cancel_reason: input.reason },
          from: current.status,
          to: 'cancelled',
          reason: input.reason,
        };
      }),

    /** One step forward, or one back as an undo. A visit that comes back to life needs its time to be free. */
    setStatus: (caller: Caller, input: Input<'setStatus'>, action = 'appointments.setStatus'): Promise<Appointment> =>
      changeAppointment(dependencies, caller, input, action, async (current, { trx }) => {
        requireStep(current, input.status);
        if (!occupiesSlot(current.status) && occupiesSlot(input.status) && !current.overbooked) {
          await lockCalendar(trx, current.provider_id);
          await requireFreeSlot(trx, {
            providerId: current.provider_id,
            startsAt: current.starts_at,
            endsAt: current.ends_at,
            exceptId: current.id,
          });
        }
        const event =
          input.status === 'cancelled' ? 'appointment.cancelled' : input.status === 'checked_in' ? 'appointment.checked_in' : 'appointment.updated';
        return { kind: 'status_changed', event, set: { status: input.status }, from: current.status, to: input.status };
      }),
  };
}
