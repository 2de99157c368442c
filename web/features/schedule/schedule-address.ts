import { appointmentStatuses, type AppointmentStatus } from '../../../shared/appointment-status.ts';
import { limits } from '../../../shared/limits.ts';
import { daysAround, isWithin, type DayBounds } from './calendar.ts';

export const scheduleViews = ['day', 'week', 'month'] as const;
export type ScheduleView = (typeof scheduleViews)[number];

/** What of the schedule is shown. It stands in the address, so that it can be shared and reloaded. */
export interface ScheduleAddress {
  view: ScheduleView;
  /** `YYYY-MM-DD` in the clinic's zone. */
  day: string;
  /** Only this provider's visits. */
  providerId: string | null;
  statuses: readonly AppointmentStatus[];
}

/** Cancelled visits are gone unless somebody asks for them. */
export const usualStatuses = appointmentStatuses.filter((status) => status !== 'cancelled');

/** The days that can be shown: a month or week around the last of them is still in the years that the server lists. */
export const shownDays = (today: string): DayBounds =>
  daysAround(today, { yearsBack: limits.schedule.shown.yearsBack - 1, yearsAhead: limits.schedule.shown.yearsAhead - 1 });

/** The day that a link asks for and that is none of those that can be shown, as the link has it; null when there is no such. */
export function unshownDay(search: URLSearchParams, today: string): string | null {
  const day = search.get('day');
  return day === null || isWithin(day, shownDays(today)) ? null : day;
}

const isUsual = (statuses: readonly AppointmentStatus[]): boolean =>
  statuses.length === usualStatuses.length && usualStatuses.every((status) => statuses.includes(status));

export function readScheduleAddress(search: URLSearchParams, today: string): ScheduleAddress {
  const wanted = search.get('status')?.split(',');
  return {
    view: scheduleViews.find((view) => view === search.get('view')) ?? 'day',
    day: unshownDay(search, today) === null ? (search.get('day') ?? today) : today,
    providerId: search.get('provider'),
    statuses: wanted ? appointmentStatuses.filter((status) => wanted.includes(status)) : usualStatuses,
  };
}

/** Today stands in no address: a page left open overnight shows the new day. */
export function writeScheduleAddress({ view, day, providerId, statuses }: ScheduleAddress, today: string): string {
  const search = new URLSearchParams();
  if (view !== 'day') search.set('view', view);
  if (day !== today) search.set('day', day);
  if (providerId !== null) search.set('provider', providerId);
  if (!isUsual(statuses)) search.set('status', statuses.join(','));
  return search.toString();
}
