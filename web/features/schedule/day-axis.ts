import type { Appointment } from '../../../shared/appointments.ts';
import type { OpeningHours } from '../../../shared/opening-hours.ts';
import { addDays, weekdayOf } from './calendar.ts';
import type { ClinicTime } from './clinic-time.ts';
import { dayRange } from './day-range.ts';
import { touches } from './merge-visit.ts';

export const gridMinutes = 10;
const minute = 60_000;
const hour = 60 * minute;
const wholeDay = 24 * 60;

/** The time that a day's grid shows, in instants: an hour that the clocks skip is not on it, one that they repeat is twice. */
export interface DayAxis {
  start: number;
  end: number;
  /** Every full hour with what the wall clock shows then. */
  hours: { at: number; label: string }[];
}

/** From which full hour to which, in minutes after midnight on the clinic's wall. */
export interface Frame {
  from: number;
  to: number;
}

/** The clinic's hours of the weekday. */
const hoursOn = (day: string, openingHours: OpeningHours[]): OpeningHours => openingHours[weekdayOf(day)] ?? null;

/** What a grid of these days has to show: the clinic's hours, and more when a visit asks for it. */
export function frameOf(days: string[], visits: Appointment[], time: ClinicTime, openingHours: OpeningHours[]): Frame {
  const open = days.map((day) => hoursOn(day, openingHours)).filter((hours) => hours !== null);
  const usual = open.length > 0 ? open : openingHours.filter((hours) => hours !== null);
  const spans = usual.map(({ opens, closes }) => ({ from: opens, to: closes }));
  for (const day of days)
    for (const visit of visits.filter((each) => touches(each, dayRange(day, time)))) {
      const start = time.wall(Date.parse(visit.startsAt));
      const end = time.wall(Date.parse(visit.endsAt));
      spans.push({ from: start.day === day ? start.minutes : 0, to: end.day === day ? end.minutes : wholeDay });
    }
  if (spans.length === 0) return { from: 8 * 60, to: 18 * 60 };
  const earliest = Math.min(...spans.map(({ from }) => from));
  const latest = Math.max(...spans.map(({ to }) => to));
  return { from: Math.floor(earliest / 60) * 60, to: Math.ceil(latest / 60) * 60 };
}

export function dayAxis(day: string, { from, to }: Frame, time: ClinicTime): DayAxis {
  const start = time.instant(day, from);
  const end = to === wholeDay ? time.instant(addDays(day, 1), 0) : time.instant(day, to);
  const hours = [];
  for (let at = start; at < end; at += hour) hours.push({ at, label: time.clock(at) });
  return { start, end, hours };
}

/** The stretches of the axis in which the clinic is closed, in instants. */
export function closedOn(day: string, { start, end }: DayAxis, time: ClinicTime, openingHours: OpeningHours[]): { start: number; end: number }[] {
  const open = hoursOn(day, openingHours);
  if (!open) return [{ start, end }];
  const opens = time.instant(day, open.opens);
  const closes = open.closes === wholeDay ? end : time.instant(day, open.closes);
  return [{ start, end: Math.min(opens, end) }, { start: Math.max(closes, start), end }].filter((stretch) => stretch.start < stretch.end);
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
