import type { Zone } from '../lib/use-zone.ts';

const minute = 60_000;
const hour = 60 * minute;

const earliest = Date.parse('0001-01-01T12:00:00Z');
const latest = Date.parse('9999-12-31T12:00:00Z');

/** An instant that every formatter takes: what is no time, or beyond years of four digits, is shown as the nearest there is. */
export const boundedTime = (at: number): number => (Number.isNaN(at) ? earliest : Math.min(Math.max(at, earliest), latest));

interface Formats {
  clock: Intl.DateTimeFormat;
  day: Intl.DateTimeFormat;
  date: Intl.DateTimeFormat;
  minute: Intl.DateTimeFormat;
  full: Intl.DateTimeFormat;
  numbers: Intl.DateTimeFormat;
}

const formatsIn = (timeZone: Zone): Formats => ({
  clock: new Intl.DateTimeFormat(undefined, { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
  day: new Intl.DateTimeFormat(undefined, { timeZone, day: 'numeric', month: 'short' }),
  date: new Intl.DateTimeFormat(undefined, { timeZone, day: 'numeric', month: 'short', year: 'numeric' }),
  minute: new Intl.DateTimeFormat(undefined, { timeZone, dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23' }),
  full: new Intl.DateTimeFormat(undefined, { timeZone, dateStyle: 'full', timeStyle: 'medium', hourCycle: 'h23' }),
  numbers: new Intl.DateTimeFormat('en-CA', { timeZone, calendar: 'gregory', numberingSystem: 'latn', year: 'numeric', month: '2-digit', day: '2-digit' }),
});
const made = new Map<Zone, Formats>();

function formats(zone: Zone): Formats {
  const known = made.get(zone) ?? formatsIn(zone);
  made.set(zone, known);
  return known;
}

const birthFormat = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });

/** Relative under an hour, the time of day today, the date otherwise. Both in milliseconds. */
export function timeWords(at: number, now: number, zone: Zone): string {
  const age = now - at;
  if (age < minute) return 'just now';
  if (age < hour) return `${Math.floor(age / minute)} min ago`;
  const { clock, day, date } = formats(zone);
  const then = boundedTime(at);
  const [wasOn, isOn] = [date.formatToParts(then), date.formatToParts(boundedTime(now))];
  const same = (type: 'day' | 'month' | 'year'): boolean => valueOf(wasOn, type) === valueOf(isOn, type);
  if (!same('year')) return date.format(then);
  return same('month') && same('day') ? clock.format(then) : day.format(then);
}

/** A length of time in its two largest units: `45 s`, `12 min`, `2 h 5 min`, `3 d`. */
export function durationWords(milliseconds: number): string {
  if (milliseconds < minute) return `${Math.max(0, Math.floor(milliseconds / 1_000))} s`;
  if (milliseconds < hour) return `${Math.floor(milliseconds / minute)} min`;
  if (milliseconds < 24 * hour) {
    const minutes = Math.floor((milliseconds % hour) / minute);
    return `${Math.floor(milliseconds / hour)} h${minutes > 0 ? ` ${minutes} min` : ''}`;
  }
  return `${Math.floor(milliseconds / (24 * hour))} d`;
}

const valueOf = (parts: Intl.DateTimeFormatPart[], wanted: Intl.DateTimeFormatPartTypes) => parts.find(({ type }) => type === wanted)?.value;

export const clockTime = (at: number, zone: Zone): string => formats(zone).clock.format(boundedTime(at));

/** To the minute, with its date. */
export const dateAndTime = (at: number, zone: Zone): string => formats(zone).minute.format(boundedTime(at));

export const fullTime = (at: number, zone: Zone): string => formats(zone).full.format(boundedTime(at));

/** The day of the calendar, `YYYY-MM-DD`: equal for two instants of one day. */
export const calendarDay = (at: number, zone: Zone): string => formats(zone).numbers.format(boundedTime(at));

/** A date of birth, `YYYY-MM-DD`, as people read it; it has no time zone. */
export const birthDate = (dateOfBirth: string): string => birthFormat.format(boundedTime(Date.parse(`${dateOfBirth}T00:00:00Z`)));
