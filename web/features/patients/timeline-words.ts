import { appointmentStatuses, appointmentStatusName } from '../../../shared/appointment-status.ts';
import type { TimelineEntry } from '../../../shared/charts.ts';
import { shortDayWords } from '../schedule/calendar.ts';
import type { ClinicTime } from '../schedule/clinic-time.ts';

const statusWords = (value: string | null): string => {
  const status = appointmentStatuses.find((one) => one === value);
  return status ? appointmentStatusName(status) : 'unknown';
};

/** `Mon, 15 Jun, 09:00` on the clinic's wall; `at` is ISO 8601. */
function whenWords(at: string, time: ClinicTime): string {
  const instant = Date.parse(at);
  return `${shortDayWords(time.day(instant))}, ${time.clock(instant)}`;
}

/** What was done to a visit, after the name of who did it. */
export function timelineWords({ kind, appointment, from, to }: TimelineEntry, time: ClinicTime): string {
  const visit = `the visit with ${appointment.provider.name}, ${whenWords(appointment.startsAt, time)}`;
  switch (kind) {
    case 'created':
      return `booked ${visit}`;
    case 'moved': {
      // the server writes down the time it was at and whom it was with
      const [startedAt = '', ...provider] = from?.split(' ') ?? [];
      const was = startedAt === '' ? '' : ` from ${whenWords(startedAt, time)}${provider.length > 0 ? ` with ${provider.join(' ')}` : ''}`;
      return `moved a visit${was} to ${to === null ? 'another time' : whenWords(to, time)}`;
    }
    case 'changed':
      return `changed ${visit}`;
    case 'cancelled':
      return `cancelled ${visit}`;
    case 'status_changed':
      return `${statusWords(from)} → ${statusWords(to)}: ${visit}`;
  }
}
