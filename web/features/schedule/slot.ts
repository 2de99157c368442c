import { occupiesSlot } from '../../../shared/appointment-status.ts';
import type { Appointment } from '../../../shared/appointments.ts';

/** Some of one provider's time. Times are ISO 8601. */
export interface Slot {
  providerId: string;
  startsAt: string;
  endsAt: string;
}

export const slotOf = ({ provider, startsAt, endsAt }: Appointment): Slot => ({ providerId: provider.id, startsAt, endsAt });

export const isSameSlot = (a: Slot, b: Slot): boolean =>
  a.providerId === b.providerId && Date.parse(a.startsAt) === Date.parse(b.startsAt) && Date.parse(a.endsAt) === Date.parse(b.endsAt);

/** The first visit that takes up some of the slot, as far as this browser knows; the database has the last word. */
export const visitInTheWay = (visits: Appointment[], slot: Slot, exceptId?: string): Appointment | undefined =>
  visits.find(
    (visit) =>
      visit.id !== exceptId &&
      visit.provider.id === slot.providerId &&
      occupiesSlot(visit.status) &&
      Date.parse(visit.startsAt) < Date.parse(slot.endsAt) &&
      Date.parse(visit.endsAt) > Date.parse(slot.startsAt),
  );

/** Whether it still can be moved and edited. */
export const canChange = ({ status }: Appointment): boolean => occupiesSlot(status) && status !== 'completed';
