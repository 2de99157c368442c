import type { z } from 'zod';
import { isVisitLength, visitLengthWords, visitTimeWords, type appointmentInputs } from '../../../shared/appointments.ts';
import { limits } from '../../../shared/limits.ts';
import type { Clock } from '../../clock.ts';
import { Failure } from '../../failure.ts';
import { requireInYears } from '../../time-range.ts';
import type { Slot } from './access.ts';
import type { AppointmentRow } from './queries.ts';

/** Whose time and which room a visit takes. */
export interface Booking extends Slot {
  patientId: string;
  roomName: string | null;
}

type Update = z.output<typeof appointmentInputs.update>;

/** The visit as the change would have it. */
export const bookingOf = (current: AppointmentRow, input: Update): Booking => ({
  providerId: input.providerId ?? current.provider_id,
  patientId: current.patient_id,
  roomName: input.roomName === undefined ? current.room_name : input.roomName || null,
  startsAt: input.startsAt ? new Date(input.startsAt) : current.starts_at,
  endsAt: input.endsAt ? new Date(input.endsAt) : current.ends_at,
  exceptId: current.id,
});

/** Whether its time changes, and whether anything does for which somebody may be in the way. */
export function differencesOf(current: AppointmentRow, { providerId, startsAt, endsAt }: Booking): { isRetimed: boolean; moves: boolean } {
  const isRetimed = startsAt.getTime() !== current.starts_at.getTime() || endsAt.getTime() !== current.ends_at.getTime();
  return { isRetimed, moves: isRetimed || providerId !== current.provider_id };
}

/** BAD_INPUT unless a visit may be then, and be so long. */
export function requireVisitTime(booking: Booking, clock: Clock): void {
  const span = { startsAt: booking.startsAt.toISOString(), endsAt: booking.endsAt.toISOString() };
  requireInYears(span, clock, limits.visit, visitTimeWords);
  if (!isVisitLength(span)) throw new Failure('BAD_INPUT', visitLengthWords, { issues: [{ path: 'endsAt', message: visitLengthWords }] });
}

/** The reason that the history keeps of what was confirmed. */
export const reasonOf = ({ overbook, unusualTime }: Pick<Update, 'overbook' | 'unusualTime'>): string | null =>
  [overbook?.reason, unusualTime?.reason].filter(Boolean).join('; ') || null;
