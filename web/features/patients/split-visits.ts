import { occupiesSlot } from '../../../shared/appointment-status.ts';
import type { Appointment } from '../../../shared/appointments.ts';
import type { Chart } from '../../../shared/charts.ts';

/**
 * The visits of a chart by the present time: one that ends while the page is open moves from what comes to what was, and so
 * does one that will not take place, or is over before its time.
 */
export function splitVisits({ upcoming, past }: Chart['appointments'], now: number): Chart['appointments'] {
  const isOver = ({ endsAt, status }: Appointment): boolean => Date.parse(endsAt) <= now || !occupiesSlot(status) || status === 'completed';
  return {
    upcoming: upcoming.filter((visit) => !isOver(visit)),
    past: [...upcoming.filter(isOver).toReversed(), ...past].toSorted((a, b) => Date.parse(b.startsAt) - Date.parse(a.startsAt)),
  };
}
