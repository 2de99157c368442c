import { occupiesSlot } from '../../../shared/appointment-status.ts';
import type { Appointment, UnusualTime } from '../../../shared/appointments.ts';
import { isOpen, type OpeningHours } from '../../../shared/opening-hours.ts';
import { limits } from '../../../shared/limits.ts';
import { failureOf } from '../../lib/error-words.ts';
import { utcMidnight, weekdayOf } from './calendar.ts';
import type { ClinicTime } from './clinic-time.ts';
import { visitInTheWay, type Slot } from './slot.ts';

/** Which visit is in the way, and of what. Times are ISO 8601. */
export interface Busy {
  what: 'provider' | 'patient' | 'room';
  patientName: string;
  startsAt: string;
  endsAt: string;
}

/** Whose time and which room a visit takes. */
export interface Booking {
  slot: Slot;
  patientId: string | null;
  roomName: string;
}

/** What stands against a booking until somebody says why it is meant. */
export type Obstacle = { kind: 'busy'; busy: Busy } | { kind: 'unusual'; unusual: UnusualTime[] };

const busyWith = (what: Busy['what'], { patient, startsAt, endsAt }: Appointment): Busy => ({ what, patientName: patient.name, startsAt, endsAt });

/** The visit that is in the way, of the provider, the patient or in the room, as far as this browser knows; the server has the last word. */
export function busyOf(visits: Appointment[], { slot, patientId, roomName }: Booking, exceptId?: string): Busy | null {
  const ofProvider = visitInTheWay(visits, slot, exceptId);
  if (ofProvider) return busyWith('provider', ofProvider);
  const others = visits.filter(
    ({ id, status, startsAt, endsAt }) =>
      id !== exceptId && occupiesSlot(status) && Date.parse(startsAt) < Date.parse(slot.endsAt) && Date.parse(endsAt) > Date.parse(slot.startsAt),
  );
  const ofPatient = others.find(({ patient }) => patient.id === patientId);
  if (ofPatient) return busyWith('patient', ofPatient);
  const room = roomName.trim().toLowerCase();
  const inRoom = room === '' ? undefined : others.find((visit) => visit.roomName?.toLowerCase() === room);
  return inRoom ? busyWith('room', inRoom) : null;
}

/** What is unusual about the time, at `now` in milliseconds. */
export function unusualOf({ startsAt, endsAt }: Slot, openingHours: OpeningHours[], time: ClinicTime, now: number): UnusualTime[] {
  const [start, end] = [time.wall(Date.parse(startsAt)), time.wall(Date.parse(endsAt))];
  const days = (utcMidnight(end.day) - utcMidnight(start.day)) / (24 * 3_600_000);
  const isClosed = !isOpen(openingHours, weekdayOf(start.day), start.minutes, end.minutes + days * 24 * 60);
  return [...(Date.parse(startsAt) < now - limits.visit.lateEntry ? (['past'] as const) : []), ...(isClosed ? (['closed'] as const) : [])];
}

const whatOf = { PROVIDER_BUSY: 'provider', PATIENT_BUSY: 'patient', ROOM_BUSY: 'room' } as const;

/** What the server asked back; null when it said something else. */
export function obstacleOf(error: unknown): Obstacle | null {
  const failure = failureOf(error);
  if (failure?.reason === 'UNUSUAL_TIME') return { kind: 'unusual', unusual: failure.unusual ?? [] };
  const what = failure && failure.reason in whatOf ? whatOf[failure.reason as keyof typeof whatOf] : null;
  return what && failure?.busy ? { kind: 'busy', busy: { what, ...failure.busy } } : null;
}
