import { useEffect, useRef, type PointerEvent as ReactPointerEvent, type RefObject } from 'react';
import type { Appointment } from '../../../shared/appointments.ts';
import type { DayAxis } from './day-axis.ts';
import { carriedTo, resizedTo } from './moving.ts';
import { slotOf, type Slot } from './slot.ts';

interface VisitDragOptions {
  axis: DayAxis;
  /** Holds the columns, each with its provider's id in `data-provider`. */
  grid: RefObject<HTMLElement | null>;
  onDrag(visit: Appointment, slot: Slot): void;
  onDrop(visit: Appointment, slot: Slot): void;
  onCancel(): void;
}

/** A pointer that moves less has clicked. */
const threshold = 4;

/** Moves and resizes visits with a mouse or a pen; fingers scroll, and move a visit by its buttons. */
export function useVisitDrag({ axis, grid, onDrag, onDrop, onCancel }: VisitDragOptions) {
  const underway = useRef<AbortController>(null);
  const justDragged = useRef(false);
  useEffect(() => () => underway.current?.abort(), []);

  /** The provider and the instant below a point; a point beside the columns counts for the nearest. */
  function placeAt(x: number, y: number): { providerId: string; at: number } | null {
    const columns = [...(grid.current?.querySelectorAll<HTMLElement>('[data-provider]') ?? [])];
    const distance = ({ left, right }: DOMRect): number => Math.max(left - x, x - right, 0);
    const boxes = columns.map((column) => ({ column, box: column.getBoundingClientRect() }));
    const [nearest] = boxes.toSorted((a, b) => distance(a.box) - distance(b.box));
    if (!nearest) return null;
    const { column, box } = nearest;
    return { providerId: column.dataset['provider']!, at: axis.start + ((y - box.top) / box.height) * (axis.end - axis.start) };
  }

  function begin(visit: Appointment, part: 'whole' | 'end', down: ReactPointerEvent): void {
    if (down.button !== 0 || down.pointerType === 'touch' || underway.current) return;
    const from = placeAt(down.clientX, down.clientY);
    if (!from) return;
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
      slot = part === 'end' ? resizedTo(slotOf(visit), axis, place.at) : carriedTo(visit, axis, place.providerId, place.at, grip);
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
