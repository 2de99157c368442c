import { useState, type RefObject } from 'react';
import type { Appointment } from '../../../shared/appointments.ts';
import type { Grid } from './grid-columns.ts';
import { takeStep, type Moving, type MoveStep } from './moving.ts';
import { isSameSlot, slotOf, type Slot } from './slot.ts';
import { useHold } from './use-holds.ts';
import { useVisitDrag } from './use-visit-drag.ts';

interface MovingOptions {
  grid: Grid;
  /** Holds the columns. */
  element: RefObject<HTMLElement | null>;
  /** Scrolls them. */
  scroller: RefObject<HTMLElement | null>;
  /** Resolves when the visit is where it will stay. */
  onMove(visit: Appointment, slot: Slot): Promise<void>;
}

/** The visit in the caller's hand, led by a pointer or by keys; the others see that it is. */
export function useMoving({ grid, element, scroller, onMove }: MovingOptions) {
  const [moving, setMoving] = useState<Moving | null>(null);
  useHold(moving?.visit.id ?? null, 'moving');

  const cancel = (): void => setMoving((current) => (current?.by === 'settling' ? current : null));
  function drop(visit: Appointment, slot: Slot): void {
    if (isSameSlot(slotOf(visit), slot)) return setMoving(null);
    setMoving({ visit, slot, by: 'settling' });
    void onMove(visit, slot).finally(() => setMoving(null));
  }
  const drag = useVisitDrag({
    grid,
    element,
    scroller,
    onDrag: (visit, slot) => setMoving({ visit, slot, by: 'pointer' }),
    onDrop: drop,
    onCancel: cancel,
  });

  return {
    moving,
    drag,
    cancel,
    start: (visit: Appointment): void => setMoving({ visit, slot: slotOf(visit), by: 'keys' }),
    step: (by: MoveStep): void => setMoving((current) => current && { ...current, slot: takeStep(current.slot, by, grid) }),
    place: (): void => {
      if (moving?.by === 'keys') drop(moving.visit, moving.slot);
    },
  };
}
