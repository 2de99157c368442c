import type { Appointment } from '../../../shared/appointments.ts';
import { isDay, minutesOf } from './calendar.ts';
import type { ClinicTime } from './clinic-time.ts';
import type { Slot } from './slot.ts';

/** What the fields of a visit hold, as they are typed. */
export interface VisitDraft {
  providerId: string | null;
  day: string;
  /** `HH:mm` on the clinic's wall. */
  from: string;
  minutes: number;
  reason: string;
  roomName: string;
}

export const lengths = [10, 15, 20, 30, 40, 45, 60, 90, 120];

/** A visit of the usual length that begins at the instant `at`. */
export const newDraft = (providerId: string | null, at: number, time: ClinicTime): VisitDraft => ({
  providerId,
  day: time.day(at),
  from: time.clock(at),
  minutes: 20,
  reason: '',
  roomName: '',
});

export const draftOf = ({ provider, startsAt, endsAt, reason, roomName }: Appointment, time: ClinicTime): VisitDraft => ({
  ...newDraft(provider.id, Date.parse(startsAt), time),
  minutes: Math.round((Date.parse(endsAt) - Date.parse(startsAt)) / 60_000),
  reason,
  roomName: roomName ?? '',
});

/** The time that the fields mean; null while they are not filled in. */
export function slotOfDraft({ providerId, day, from, minutes }: VisitDraft, time: ClinicTime): Slot | null {
  const after = minutesOf(from);
  if (providerId === null || after === null || !isDay(day)) return null;
  const start = time.instant(day, after);
  return { providerId, startsAt: new Date(start).toISOString(), endsAt: new Date(start + minutes * 60_000).toISOString() };
}
