/** Days of the calendar, `YYYY-MM-DD`. They have no time zone; they are counted in UTC, where every day has 24 hours. */

const dayLength = 24 * 3_600_000;

/** The day at midnight UTC, in milliseconds. */
export const utcMidnight = (day: string): number => Date.parse(`${day}T00:00:00Z`);

const dayAt = (at: number): string => new Date(at).toISOString().slice(0, 10);

export const addDays = (day: string, days: number): string => dayAt(utcMidnight(day) + days * dayLength);

export const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(utcMidnight(text)) && dayAt(utcMidnight(text)) === text;

/** 0 is Monday. */
export const weekdayOf = (day: string): number => (new Date(utcMidnight(day)).getUTCDay() + 6) % 7;

/** The Monday of the day's week. */
export const mondayOf = (day: string): string => addDays(day, -weekdayOf(day));

const dayFormat = new Intl.DateTimeFormat(undefined, { timeZone: 'UTC', weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
const shortDayFormat = new Intl.DateTimeFormat(undefined, { timeZone: 'UTC', weekday: 'short', day: 'numeric', month: 'short' });

export const dayWords = (day: string): string => dayFormat.format(utcMidnight(day));

export const shortDayWords = (day: string): string => shortDayFormat.format(utcMidnight(day));

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
