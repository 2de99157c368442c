import { addDays } from './calendar.ts';
import type { ClinicTime } from './clinic-time.ts';
import type { TimeRange } from './merge-visit.ts';

/** `days` days of the clinic from `day` on. */
export const dayRange = (day: string, time: ClinicTime, days = 1): TimeRange => ({
  from: new Date(time.instant(day, 0)).toISOString(),
  to: new Date(time.instant(addDays(day, days), 0)).toISOString(),
});
