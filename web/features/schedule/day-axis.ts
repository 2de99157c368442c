import type { Appointment } from '../../../shared/appointments.ts';
import type { ClinicTime } from './clinic-time.ts';

export const gridMinutes = 10;
const minute = 60_000;
const hour = 60 * minute;

/** The time that a day's grid shows, in instants: an hour that the clocks skip is not on it, one that they repeat is twice. */
export interface DayAxis {
  start: number;
  end: number;
  /** Every full hour with what the wall clock shows then. */
  hours: { at: number; label: string }[];
}

const opening = 8 * 60;
const closing = 18 * 60;

/** The clinic's hours of `day`, and more when a visit asks for it. */
export function dayAxis(day: string, visits: Appointment[], time: ClinicTime): DayAxis {
  const midnight = time.instant(day, 0);
  const nextMidnight = time.instant(day, 24 * 60);
  const starts = visits.map(({ startsAt }) => Date.parse(startsAt));
  const ends = visits.map(({ endsAt }) => Date.parse(endsAt));
  const toHour = (at: number, round: (value: number) => number) => midnight + round((at - midnight) / hour) * hour;
  const start = Math.max(midnight, toHour(Math.min(time.instant(day, opening), ...starts), Math.floor));
  const end = Math.min(nextMidnight, toHour(Math.max(time.instant(day, closing), ...ends), Math.ceil));
  const hours = [];
  for (let at = start; at < end; at += hour) hours.push({ at, label: time.clock(at) });
  return { start, end, hours };
}

/** Where an instant stands, in minutes from the top. */
export const minutesFrom = ({ start }: DayAxis, at: number): number => (at - start) / minute;

export function snap({ start }: DayAxis, at: number): number {
  const step = gridMinutes * minute;
  return start + Math.round((at - start) / step) * step;
}

/** The grid line at or before `at`. */
export function snapDown({ start }: DayAxis, at: number): number {
  const step = gridMinutes * minute;
  return start + Math.floor((at - start) / step) * step;
}

/** A visit moved to begin at `start`, kept on the axis. */
export function movedTo(axis: DayAxis, length: number, start: number): { startsAt: string; endsAt: string } {
  const at = Math.max(axis.start, Math.min(start, axis.end - length));
  return { startsAt: new Date(at).toISOString(), endsAt: new Date(at + length).toISOString() };
}

export interface Lane {
  lane: number;
  lanes: number;
}

/** Visits of one provider that overlap stand side by side: by visit id, which lane of how many. */
export function lanesOf(visits: Pick<Appointment, 'id' | 'startsAt' | 'endsAt'>[]): Map<string, Lane> {
  const placed = new Map<string, Lane>();
  let group: { id: string; lane: number }[] = [];
  let ends: number[] = [];
  const close = (): void => {
    for (const { id, lane } of group) placed.set(id, { lane, lanes: ends.length });
    group = [];
    ends = [];
  };
  const inOrder = visits.toSorted((a, b) => Date.parse(a.startsAt) - Date.parse(b.startsAt) || a.id.localeCompare(b.id));
  for (const { id, startsAt, endsAt } of inOrder) {
    const start = Date.parse(startsAt);
    if (ends.every((end) => end <= start)) close();
    const free = ends.findIndex((end) => end <= start);
    const lane = free === -1 ? ends.length : free;
    ends[lane] = Date.parse(endsAt);
    group.push({ id, lane });
  }
  close();
  return placed;
}
