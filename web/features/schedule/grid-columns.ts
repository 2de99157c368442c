import type { Appointment } from '../../../shared/appointments.ts';
import type { Person } from '../../../shared/auth.ts';
import type { OpeningHours } from '../../../shared/opening-hours.ts';
import { addDays, mondayOf, shortDayWords } from './calendar.ts';
import type { ClinicTime } from './clinic-time.ts';
import { dayAxis, frameOf, type DayAxis } from './day-axis.ts';
import { dayRange } from './day-range.ts';
import { touches } from './merge-visit.ts';
import type { Slot } from './slot.ts';

/** One provider on one day. */
export interface GridColumn {
  key: string;
  title: string;
  day: string;
  provider: Person;
  axis: DayAxis;
}

/** The columns of a grid, and what stepping from one to the next changes. */
export interface Grid {
  across: 'provider' | 'day';
  columns: GridColumn[];
}

interface GridFacts {
  day: string;
  visits: Appointment[];
  time: ClinicTime;
  openingHours: OpeningHours[];
}

/** A day with a column for each provider. */
export function dayGrid({ day, visits, time, openingHours }: GridFacts, providers: Person[]): Grid {
  const axis = dayAxis(day, frameOf([day], visits, time, openingHours), time);
  return { across: 'provider', columns: providers.map((provider) => ({ key: provider.id, title: provider.name, day, provider, axis })) };
}

/** A provider's week with a column for each day. The same height is the same time on the wall, also when the clocks change. */
export function weekGrid({ day, visits, time, openingHours }: GridFacts, provider: Person): Grid {
  const monday = mondayOf(day);
  const days = Array.from({ length: 7 }, (_, index) => addDays(monday, index));
  const own = visits.filter((visit) => visit.provider.id === provider.id);
  const frame = frameOf(days, own, time, openingHours);
  const columns = days.map((date) => ({ key: date, title: shortDayWords(date, date), day: date, provider, axis: dayAxis(date, frame, time) }));
  return { across: 'day', columns };
}

/** The column in which the slot begins. */
export const columnOf = ({ columns }: Grid, { providerId, startsAt }: Slot): GridColumn | undefined => {
  const at = Date.parse(startsAt);
  const ofProvider = columns.filter(({ provider }) => provider.id === providerId);
  return ofProvider.find(({ axis }) => at >= axis.start && at < axis.end) ?? (ofProvider.length === 1 ? ofProvider[0] : undefined);
};

/** Whether the visit is drawn in the column: one that goes on after midnight is on both days. */
export const isIn = (column: GridColumn, visit: Appointment, time: ClinicTime): boolean =>
  visit.provider.id === column.provider.id && touches(visit, dayRange(column.day, time));
