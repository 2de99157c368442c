import { useMemo } from 'react';
import { useUser } from '../../lib/use-user.ts';
import { useServerTime } from '../../ui/clock.ts';
import { boundedTime } from '../../ui/time-words.ts';
import { minutesWords, utcMidnight } from './calendar.ts';

const minute = 60_000;
const dayLength = 24 * 60 * minute;

/** Time as the clock on the clinic's wall shows it, whatever zone the browser is in. Instants are milliseconds. */
export interface ClinicTime {
  /** The day there, `YYYY-MM-DD`, and the minutes after midnight. */
  wall(at: number): { day: string; minutes: number };
  day(at: number): string;
  /** The day that it is there now, by the server's clock. */
  today(): string;
  /** `09:05` */
  clock(at: number): string;
  /** `09:05–09:25`, of ISO 8601 times. */
  span(times: { startsAt: string; endsAt: string }): string;
  /**
   * When the wall clock shows `minutes` after midnight on `day`. A time that comes twice is the first of the two; one that
   * a change of the clocks leaves out is as much later as the clocks were moved.
   */
  instant(day: string, minutes: number): number;
}

/** `zone` is an IANA name, `now` the time in milliseconds. */
export function clinicTime(zone: string, now: () => number): ClinicTime {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });

  function wall(at: number): { day: string; minutes: number } {
    const parts: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = {};
    for (const { type, value } of format.formatToParts(boundedTime(at))) parts[type] = value;
    return { day: `${parts.year?.padStart(4, '0')}-${parts.month}-${parts.day}`, minutes: Number(parts.hour) * 60 + Number(parts.minute) };
  }

  function offset(at: number): number {
    const { day, minutes } = wall(at);
    return utcMidnight(day) + minutes * minute - Math.floor(at / minute) * minute;
  }

  const clock = (at: number): string => minutesWords(wall(at).minutes);

  return {
    wall,
    clock,
    day: (at) => wall(at).day,
    today: () => wall(now()).day,
    span: ({ startsAt, endsAt }) => `${clock(Date.parse(startsAt))}–${clock(Date.parse(endsAt))}`,
    instant(day, minutes) {
      const local = boundedTime(utcMidnight(day)) + minutes * minute;
      const before = offset(local - dayLength);
      const after = offset(local + dayLength);
      const fitting = [local - before, local - after].filter((at) => offset(at) === local - at);
      return fitting.length > 0 ? Math.min(...fitting) : local - before;
    },
  };
}

export function useClinicTime(): ClinicTime {
  const { tenantTimeZone } = useUser();
  const { now } = useServerTime();
  return useMemo(() => clinicTime(tenantTimeZone, now), [tenantTimeZone, now]);
}
