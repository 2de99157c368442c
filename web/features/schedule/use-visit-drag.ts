import { useEffect, useRef, type PointerEvent as ReactPointerEvent, type RefObject } from 'react';
import type { Appointment } from '../../../shared/appointments.ts';
import { columnOf, type Grid, type GridColumn } from './grid-columns.ts';
import { carriedTo, resizedTo } from './moving.ts';
import { slotOf, type Slot } from './slot.ts';

interface VisitDragOptions {
  grid: Grid;
  /** Holds the columns, each with `data-provider`, in the grid's order. */
  element: RefObject<HTMLElement | null>;
  onDrag(visit: Appointment, slot: Slot): void;
  onDrop(visit: Appointment, slot: Slot): void;
  onCancel(): void;
}

/** A pointer that moves less has clicked. */
const threshold = 4;

/** Moves and resizes visits with a mouse or a pen; fingers scroll, and move a visit by its buttons. */
export function useVisitDrag({ grid, element, onDrag, onDrop, onCancel }: VisitDragOptions) {
  const underway = useRef<AbortController>(null);
  const justDragged = useRef(false);
  useEffect(() => () => underway.current?.abort(), []);

  /** The column and the instant below a point; a point beside the columns counts for the nearest. */
  function placeAt(x: number, y: number): { column: GridColumn; at: number } | null {
    const elements = [...(element.current?.querySelectorAll<HTMLElement>('[data-provider]') ?? [])];
    const distance = ({ left, right }: DOMRect): number => Math.max(left - x, x - right, 0);
    const boxes = elements.map((each, index) => ({ column: grid.columns[index], box: each.getBoundingClientRect() }));
    const [nearest] = boxes.toSorted((a, b) => distance(a.box) - distance(b.box));
    if (!nearest?.column) return null;
    const { column, box } = nearest;
    const { start, end } = column.axis;
    return { column, at: start + ((y - box.top) / box.height) * (end - start) };
  }

  function begin(visit: Appointment, part: 'whole' | 'end', down: ReactPointerEvent): void {
    if (down.button !== 0 || down.pointerType === 'touch' || underway.current) return;
    const from = placeAt(down.clientX, down.clientY);
    const own = columnOf(grid, slotOf(visit));
    if (!from || !own) return;
    const grip = from.at - Date.parse(visit.startsAt);
    const controller = new AbortController();
    const { signal } = controller;
    underway.current = controller;
    let slot: Slot | null = null;

    function end(): void {
      controller.abort();
      underway.current = null;
      if (slot === null) return;
      // the click that follows when the button goes up opens nothing, also after a drag that Escape has ended
      justDragged.current = true;
    }
    function onMove({ clientX, clientY }: PointerEvent): void {
      if (slot === null && Math.hypot(clientX - down.clientX, clientY - down.clientY) < threshold) return;
      const place = placeAt(clientX, clientY);
      if (!place) return;
      slot =
        part === 'end'
          ? resizedTo(slotOf(visit), own!.axis, own!.axis.start + place.at - place.column.axis.start)
          : carriedTo(visit, place.column, place.at, grip);
      onDrag(visit, slot);
    }
    function cancel(): void {
      end();
      onCancel();
    }
    window.addEventListener('pointerup', () => setTimeout(() => (justDragged.current = false)), { once: true });
    window.addEventListener('pointermove', onMove, { signal });
    window.addEventListener('pointercancel', cancel, { signal });
    window.addEventListener('blur', cancel, { signal });
    window.addEventListener('keydown', ({ key }) => key === 'Escape' && cancel(), { signal });
    window.addEventListener(
      'pointerup',
      () => {
        end();
        if (slot) onDrop(visit, slot);
      },
      { signal },
    );
  }

  return { begin, wasDragged: () => justDragged.current };
}
