import { z } from 'zod';

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'A time of day like 22:00.');

function isTimeZone(value: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** From a time of day up to another, which may be on the next day; as the clock in `timeZone` (IANA) shows them. */
export const quietHoursSchema = z
  .strictObject({ from: clockTime, to: clockTime, timeZone: z.string().max(64).refine(isTimeZone, 'Not a time zone.') })
  .refine(({ from, to }) => from !== to, { path: ['to'], error: 'Ends when it begins.' });
export type QuietHours = z.output<typeof quietHoursSchema>;

/** Whether `at` lies in them. */
export function isQuiet({ from, to, timeZone }: QuietHours, at: Date): boolean {
  const time = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at);
  return from < to ? time >= from && time < to : time >= from || time < to;
}
