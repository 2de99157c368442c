import { appointmentStatuses, undoAppointmentStatuses, type AppointmentStatus } from '../../../shared/appointment-status.ts';
import type { TimelineEntry } from '../../../shared/charts.ts';
import { shortDayWords } from '../schedule/calendar.ts';
import type { ClinicTime } from '../schedule/clinic-time.ts';

const done: Record<AppointmentStatus, string> = {
  scheduled: 'booked the visit',
  confirmed: 'confirmed the visit',
  checked_in: 'checked the patient in',
  in_room: 'brought the patient to the room',
  with_provider: 'noted that the provider is with the patient',
  completed: 'finished the visit',
  no_show: 'noted that the patient did not come',
  cancelled: 'cancelled the visit',
};

const statusOf = (value: string | null): AppointmentStatus | undefined => appointmentStatuses.find((status) => status === value);

/** `Mon 15 Jun, 09:00` on the clinic's wall; `at` is ISO 8601. */
export function whenWords(at: string, time: ClinicTime): string {
  const instant = Date.parse(at);
  return `${shortDayWords(time.day(instant), time.today())}, ${time.clock(instant)}`;
}

/** What somebody did to a visit, after their name. */
export function timelineWords({ kind, from, to }: TimelineEntry, time: ClinicTime): string {
  switch (kind) {
    case 'created':
      return 'booked the visit';
    case 'moved': {
      // the server writes down when it was and whom it was with
      const [startedAt = '', ...provider] = from?.split(' ') ?? [];
      const was = startedAt === '' ? '' : ` from ${whenWords(startedAt, time)} with ${provider.join(' ')}`;
      return `moved the visit${was}${to === null ? '' : ` to ${whenWords(to, time)}`}`;
    }
    case 'changed':
      return 'changed the reason or the room';
    case 'cancelled':
      return 'cancelled the visit';
    case 'status_changed': {
      const [was, is] = [statusOf(from), statusOf(to)];
      if (was && is && undoAppointmentStatuses(was).includes(is)) return `took back: ${done[was]}`;
      return is ? done[is] : 'changed the status';
    }
  }
}
