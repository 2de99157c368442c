import type { Appointment } from '../../../shared/appointments.ts';
import { gridMinutes, movedTo, snap, type DayAxis } from './day-axis.ts';
import { columnOf, type Grid, type GridColumn } from './grid-columns.ts';
import { slotOf, type Slot } from './slot.ts';

/** A visit in the caller's hand: where it would go, and how it is led there. */
export interface Moving {
  visit: Appointment;
  slot: Slot;
  /** `settling`: put down, and the server has not answered yet. */
  by: 'pointer' | 'keys' | 'settling';
}

/** One step of the keyboard's way: steps of the grid for start and length, places for the column. */
export type MoveStep = { later: number } | { longer: number } | { across: number };

const step = gridMinutes * 60_000;
const lengthOf = ({ startsAt, endsAt }: Slot): number => Date.parse(endsAt) - Date.parse(startsAt);

export function takeStep(slot: Slot, by: MoveStep, grid: Grid): Slot {
  const column = columnOf(grid, slot);
  if (!column) return slot;
  const { axis } = column;
  const start = Date.parse(slot.startsAt);
  if ('later' in by) return { ...slot, ...movedTo(axis, lengthOf(slot), snap(axis, start + by.later * step)) };
  if ('longer' in by) return resizedTo(slot, axis, Date.parse(slot.endsAt) + by.longer * step);
  const next = grid.columns[grid.columns.indexOf(column) + by.across] ?? column;
  return { providerId: next.provider.id, ...movedTo(next.axis, lengthOf(slot), next.axis.start + start - axis.start) };
}

/** The slot with its end at `end`, on the grid, at least one step long. */
export function resizedTo(slot: Slot, axis: DayAxis, end: number): Slot {
  const earliest = Date.parse(slot.startsAt) + step;
  return { ...slot, endsAt: new Date(Math.max(earliest, Math.min(snap(axis, end), axis.end))).toISOString() };
}

/** The visit carried to `column`, held `grip` milliseconds below its top, with the pointer at the instant `at`. */
export const carriedTo = (visit: Appointment, { axis, provider }: GridColumn, at: number, grip: number): Slot => ({
  providerId: provider.id,
  ...movedTo(axis, lengthOf(slotOf(visit)), snap(axis, at - grip)),
});
