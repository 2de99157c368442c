import { rangeAround, type YearRange } from '../../../shared/year-ranges.ts';
import { boundedTime } from '../../ui/time-words.ts';

/** Days of the calendar, `YYYY-MM-DD`. They have no time zone; they are counted in UTC, where every day has 24 hours. */

const dayLength = 24 * 3_600_000;

/** The day at midnight UTC, in milliseconds. */
export const utcMidnight = (day: string): number => Date.parse(`${day}T00:00:00Z`);

/** The day of the instant; what the four digits of a year cannot say is the first or the last day that they can. */
const dayAt = (at: number): string => new Date(boundedTime(at)).toISOString().slice(0, 10);

export const addDays = (day: string, days: number): string => dayAt(utcMidnight(day) + days * dayLength);

export const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(utcMidnight(text)) && dayAt(utcMidnight(text)) === text;

export interface DayBounds {
  min: string;
  max: string;
}

/** The first and last day that lie in a range of years around a day. */
export function daysAround(today: string, range: YearRange): DayBounds {
  const { earliest, latest } = rangeAround(utcMidnight(today), range);
  return { min: dayAt(earliest), max: dayAt(latest) };
}

export const isWithin = (day: string, { min, max }: DayBounds): boolean => isDay(day) && day >= min && day <= max;

/** Which days may be chosen, when one that is filled in may not. */
export const dayProblem = (day: string, bounds: DayBounds): string | null =>
  day === '' || isWithin(day, bounds) ? null : `From ${bounds.min} to ${bounds.max}.`;

/** The day, or the nearest one within the bounds. */
export const within = (day: string, { min, max }: DayBounds): string => (day < min ? min : day > max ? max : day);

/** 0 is Monday. */
export const weekdayOf = (day: string): number => (new Date(utcMidnight(day)).getUTCDay() + 6) % 7;

/** The Monday of the day's week. */
export const mondayOf = (day: string): string => addDays(day, -weekdayOf(day));

const dayFormat = new Intl.DateTimeFormat(undefined, { timeZone: 'UTC', weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
const dayOfYearFormat = new Intl.DateTimeFormat(undefined, { timeZone: 'UTC', weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });
const shortDayFormat = new Intl.DateTimeFormat(undefined, { timeZone: 'UTC', weekday: 'short', day: 'numeric', month: 'short' });

export const dayWords = (day: string): string => dayFormat.format(utcMidnight(day));

/** `Mon 15 Jun`, with the year when it is not the one of `today`. */
export const shortDayWords = (day: string, today: string): string =>
  (day.slice(0, 4) === today.slice(0, 4) ? shortDayFormat : dayOfYearFormat).format(utcMidnight(day));

/** Minutes after midnight as `09:05`. */
export const minutesWords = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** `09:05` as minutes after midnight; null when it is no time of day. */
export function minutesOf(words: string): number | null {
  const [, hours, minutes] = /^([01]\d|2[0-3]):([0-5]\d)/.exec(words) ?? [];
  return hours === undefined ? null : Number(hours) * 60 + Number(minutes);
}

const monthFormat = new Intl.DateTimeFormat(undefined, { timeZone: 'UTC', month: 'long', year: 'numeric' });

/** The first day of the day's month. */
export const monthOf = (day: string): string => `${day.slice(0, 7)}-01`;

export const monthWords = (day: string): string => monthFormat.format(utcMidnight(day));
