import type { TimelineEntry } from '../../../shared/charts.ts';
import type { ClinicTime } from '../schedule/clinic-time.ts';

/** A timeline by the clinic's days, in its own order. */
export function timelineDays(entries: TimelineEntry[], time: ClinicTime): { day: string; entries: TimelineEntry[] }[] {
  const days = Map.groupBy(entries, ({ at }) => time.day(Date.parse(at)));
  return [...days].map(([day, own]) => ({ day, entries: own }));
}
