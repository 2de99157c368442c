import { occupiesSlot, type AppointmentStatus } from '../../../shared/appointment-status.ts';
import type { Appointment } from '../../../shared/appointments.ts';
import type { Person } from '../../../shared/auth.ts';

export interface ProviderDelay {
  provider: Person;
  /** In milliseconds; 0 is on time. */
  delay: number;
}

const hasArrived: readonly AppointmentStatus[] = ['checked_in', 'in_room'];

/**
 * How far a provider is behind: as long as whoever has come should have been seen already, or as long as the visit in
 * hand takes more than its time, whichever is more. Who has not come yet keeps nobody waiting. `now` in milliseconds.
 */
function delayOf(visits: Appointment[], now: number): number {
  const behind = visits.map(({ status, startsAt, endsAt }) => {
    if (hasArrived.includes(status)) return now - Date.parse(startsAt);
    return status === 'with_provider' ? now - Date.parse(endsAt) : 0;
  });
  return Math.max(0, ...behind);
}

/** The delay of each provider who has visits in this list, by the providers' order. */
export const providerDelays = (providers: Person[], visits: Appointment[], now: number): ProviderDelay[] =>
  providers.flatMap((provider) => {
    const own = visits.filter((visit) => visit.provider.id === provider.id && occupiesSlot(visit.status));
    return own.length === 0 ? [] : [{ provider, delay: delayOf(own, now) }];
  });
