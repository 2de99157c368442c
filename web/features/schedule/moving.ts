import type { Appointment } from '../../../shared/appointments.ts';
import type { Person } from '../../../shared/auth.ts';
import { gridMinutes, movedTo, snap, type DayAxis } from './day-axis.ts';
import { slotOf, type Slot } from './slot.ts';

/** A visit in the caller's hand: where it would go, and how it is led there. */
export interface Moving {
  visit: Appointment;
  slot: Slot;
  /** `settling`: put down, and the server has not answered yet. */
  by: 'pointer' | 'keys' | 'settling';
}

/** One step of the keyboard's way: steps of the grid for start and length, places for the provider. */
export type MoveStep = { later: number } | { longer: number } | { provider: number };

const step = gridMinutes * 60_000;
const lengthOf = ({ startsAt, endsAt }: Slot): number => Date.parse(endsAt) - Date.parse(startsAt);

export function takeStep(slot: Slot, by: MoveStep, axis: DayAxis, providers: Person[]): Slot {
  if ('later' in by) return { ...slot, ...movedTo(axis, lengthOf(slot), snap(axis, Date.parse(slot.startsAt) + by.later * step)) };
  if ('longer' in by) return resizedTo(slot, axis, Date.parse(slot.endsAt) + by.longer * step);
  const at = providers.findIndex(({ id }) => id === slot.providerId);
  return { ...slot, providerId: providers[at + by.provider]?.id ?? slot.providerId };
}

/** The slot with its end at `end`, on the grid, at least one step long. */
export function resizedTo(slot: Slot, axis: DayAxis, end: number): Slot {
  const earliest = Date.parse(slot.startsAt) + step;
  return { ...slot, endsAt: new Date(Math.max(earliest, Math.min(snap(axis, end), axis.end))).toISOString() };
}

/** The visit carried to `providerId`, held `grip` milliseconds below its top, with the pointer at the instant `at`. */
export const carriedTo = (visit: Appointment, axis: DayAxis, providerId: string, at: number, grip: number): Slot => ({
  providerId,
  ...movedTo(axis, lengthOf(slotOf(visit)), snap(axis, at - grip)),
});
