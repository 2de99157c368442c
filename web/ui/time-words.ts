const minute = 60_000;
const hour = 60 * minute;

const clockFormat = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const dayFormat = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });
const dateFormat = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric' });
const fullFormat = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'medium', hourCycle: 'h23' });
const birthFormat = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });

/** Relative under an hour, the time of day today, the date otherwise. Both in milliseconds. */
export function timeWords(at: number, now: number): string {
  const age = now - at;
  if (age < minute) return 'just now';
  if (age < hour) return `${Math.floor(age / minute)} min ago`;
  const then = new Date(at);
  const today = new Date(now);
  if (then.toDateString() === today.toDateString()) return clockFormat.format(then);
  return then.getFullYear() === today.getFullYear() ? dayFormat.format(then) : dateFormat.format(then);
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

export const clockTime = (at: number): string => clockFormat.format(at);

export const fullTime = (at: number): string => fullFormat.format(at);

/** A date of birth, `YYYY-MM-DD`, as people read it; it has no time zone. */
export const birthDate = (dateOfBirth: string): string => birthFormat.format(Date.parse(`${dateOfBirth}T00:00:00Z`));
