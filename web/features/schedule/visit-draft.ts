import type { Appointment } from '../../../shared/appointments.ts';
import { limits } from '../../../shared/limits.ts';
import { daysAround, isDay, isWithin, minutesOf, type DayBounds } from './calendar.ts';
import type { ClinicTime } from './clinic-time.ts';
import { isSameSlot, slotOf, type Slot } from './slot.ts';

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

/** What of a visit an edit changes; what nobody touched is not sent. */
export interface VisitEdit {
  slot?: Slot;
  reason?: string;
  roomName?: string | null;
}

/** The fields' difference to the visit that they were filled from; null while they are not filled in. */
export function editOf(draft: VisitDraft, base: Appointment, time: ClinicTime): VisitEdit | null {
  const first = draftOf(base, time);
  const slot = draft.day === first.day ? timeOf(draft, time) : slotOfDraft(draft, time);
  if (!slot) return null;
  // fields show minutes, and a time that comes twice once: what they did not change keeps its seconds and its hour
  const startsAt = draft.day === first.day && draft.from === first.from ? base.startsAt : slot.startsAt;
  const endsAt =
    startsAt === base.startsAt && draft.minutes === first.minutes ? base.endsAt : new Date(Date.parse(startsAt) + draft.minutes * 60_000).toISOString();
  const edited = { providerId: slot.providerId, startsAt, endsAt };
  return {
    ...(!isSameSlot(edited, slotOf(base)) && { slot: edited }),
    ...(draft.reason !== first.reason && { reason: draft.reason.trim() }),
    ...(draft.roomName !== first.roomName && { roomName: draft.roomName.trim() || null }),
  };
}

/** The same edit of a visit that somebody else changed meanwhile: fields that were not touched show what is there now. */
export function rebase(draft: VisitDraft, was: Appointment, is: Appointment, time: ClinicTime): VisitDraft {
  const [before, now] = [draftOf(was, time), draftOf(is, time)];
  const touched = Object.entries(draft).filter(([field, value]) => value !== before[field as keyof VisitDraft]);
  return { ...now, ...Object.fromEntries(touched) };
}

/** The days for which visits are booked. */
export const bookableDays = (time: ClinicTime): DayBounds => daysAround(time.today(), limits.visit);

/** The time that the fields mean; null while they are not filled in, or the day is none for which visits are booked. */
export const slotOfDraft = (draft: VisitDraft, time: ClinicTime): Slot | null => (isWithin(draft.day, bookableDays(time)) ? timeOf(draft, time) : null);

function timeOf({ providerId, day, from, minutes }: VisitDraft, time: ClinicTime): Slot | null {
  const after = minutesOf(from);
  if (providerId === null || after === null || !isDay(day)) return null;
  const start = time.instant(day, after);
  return { providerId, startsAt: new Date(start).toISOString(), endsAt: new Date(start + minutes * 60_000).toISOString() };
}
