import type { Zone } from '../../lib/use-zone.ts';
import { boundedTime, calendarDay } from '../../ui/time-words.ts';

const day = 24 * 3_600_000;

const formatsIn = (timeZone: Zone) => ({
  weekday: new Intl.DateTimeFormat(undefined, { timeZone, weekday: 'long' }),
  date: new Intl.DateTimeFormat(undefined, { timeZone, weekday: 'short', day: 'numeric', month: 'long' }),
  withYear: new Intl.DateTimeFormat(undefined, { timeZone, day: 'numeric', month: 'long', year: 'numeric' }),
});
const made = new Map<Zone, ReturnType<typeof formatsIn>>();

/** How many days of the calendar lie between two of them. */
const daysFrom = (earlier: string, later: string): number => Math.round((Date.parse(later) - Date.parse(earlier)) / day);

/** "Today", "Yesterday", a weekday within the last week, the date before that. By the calendar of the zone. */
export function dayWords(at: number, now: number, zone: Zone): string {
  const [then, today] = [calendarDay(at, zone), calendarDay(now, zone)];
  const ago = daysFrom(then, today);
  if (ago === 0) return 'Today';
  if (ago === 1) return 'Yesterday';
  const formats = made.get(zone) ?? formatsIn(zone);
  made.set(zone, formats);
  const format = ago > 1 && ago < 7 ? formats.weekday : then.slice(0, 4) === today.slice(0, 4) ? formats.date : formats.withYear;
  return format.format(boundedTime(at));
}
