import { appointmentStatusName } from '../../../shared/appointment-status.ts';
import type { Appointment } from '../../../shared/appointments.ts';
import { shortDayWords } from './calendar.ts';
import type { ClinicTime } from './clinic-time.ts';

export interface Difference {
  what: string;
  was: string;
  is: string;
}

/** What somebody else changed about a visit, in words. */
export function visitDifferences(was: Appointment, is: Appointment, time: ClinicTime): Difference[] {
  const facts: [what: string, words: (visit: Appointment) => string][] = [
    ['Status', ({ status }) => appointmentStatusName(status)],
    ['Day', ({ startsAt }) => shortDayWords(time.day(Date.parse(startsAt)), time.today())],
    ['Time', (visit) => time.span(visit)],
    ['Provider', ({ provider }) => provider.name],
    ['Reason', ({ reason }) => reason || 'none'],
    ['Room', ({ roomName }) => roomName ?? 'none'],
  ];
  return facts
    .map(([what, words]) => ({ what, was: words(was), is: words(is) }))
    .filter((difference) => difference.was !== difference.is);
}
