import type { Appointment } from '../../../shared/appointments.ts';
import type { Chart } from '../../../shared/charts.ts';

/** The visits of a chart by the present time: one that ends while the page is open moves from what comes to what was. */
export function splitVisits({ upcoming, past }: Chart['appointments'], now: number): Chart['appointments'] {
  const isOver = ({ endsAt }: Appointment): boolean => Date.parse(endsAt) <= now;
  return {
    upcoming: upcoming.filter((visit) => !isOver(visit)),
    past: [...upcoming.filter(isOver).toReversed(), ...past],
  };
}
