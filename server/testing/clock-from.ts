import type { Clock } from '../clock.ts';

/** An hour of a day of next year's January: always to come, and soon enough to be booked. */
export function nextYear(day: number): { startsAt: string; endsAt: string } {
  const nine = Date.UTC(new Date().getUTCFullYear() + 1, 0, day, 9);
  return { startsAt: new Date(nine).toISOString(), endsAt: new Date(nine + 3_600_000).toISOString() };
}

/** A clock that runs, and shows `start` (ISO 8601) now: for tests that name days and weekdays. */
export function clockFrom(start: string): Clock {
  const offset = Date.parse(start) - Date.now();
  return { now: () => Date.now() + offset };
}
