import { addDays, mondayOf, monthOf } from './calendar.ts';
import type { ClinicTime } from './clinic-time.ts';
import { dayRange } from './day-range.ts';
import type { TimeRange } from './merge-visit.ts';
import type { ScheduleAddress } from './schedule-address.ts';

/** The time that a view shows. A month is drawn without the days of its neighbours. */
export function rangeOf({ view, day }: Pick<ScheduleAddress, 'view' | 'day'>, time: ClinicTime): TimeRange {
  if (view === 'day') return dayRange(day, time);
  if (view === 'week') return dayRange(mondayOf(day), time, 7);
  return { from: dayRange(monthOf(day), time).from, to: dayRange(monthOf(addDays(monthOf(day), 31)), time).from };
}
