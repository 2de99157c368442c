import { useEffect, useRef, type PointerEvent as ReactPointerEvent, type RefObject } from 'react';
import type { Appointment } from '../../../shared/appointments.ts';
import { scrollAtEdge, type Frame } from './edge-scroll.ts';
import { columnOf, type Grid, type GridColumn } from './grid-columns.ts';
import { carriedTo, resizedTo } from './moving.ts';
import { slotOf, type Slot } from './slot.ts';

interface VisitDragOptions {
  grid: Grid;
  /** Holds the columns, each with `data-provider`, in the grid's order. */
  element: RefObject<HTMLElement | null>;
  /** What scrolls the columns below a pinned head and beside a pinned gutter. */
  scroller: RefObject<HTMLElement | null>;
  onDrag(visit: Appointment, slot: Slot): void;
  onDrop(visit: Appointment, slot: Slot): void;
  onCancel(): void;
}

/** A pointer that moves less has clicked. */
const threshold = 4;
/** A finger that rests for so long, in milliseconds, takes the visit; one that moves before scrolls. */
const holdFor = 400;

/** The part of the scroller in which columns are seen, as far as the window shows it. */
function frameOf(scroller: HTMLElement, columns: HTMLElement): Frame {
  const { left, top } = scroller.getBoundingClientRect();
  return {
    left: left + columns.offsetLeft,
    right: Math.min(left + scroller.clientWidth, window.innerWidth),
    top: Math.max(top + columns.offsetTop, 0),
    bottom: Math.min(top + scroller.clientHeight, window.innerHeight),
  };
}

/** Moves and resizes visits with a mouse, a pen, or a finger that rests on one first; at the edge of the grid it scrolls. */
export function useVisitDrag({ grid, element, scroller, onDrag, onDrop, onCancel }: VisitDragOptions) {
  const underway = useRef<AbortController>(null);
  const justDragged = useRef(false);
  const isTaken = useRef(false);
  useEffect(() => () => underway.current?.abort(), []);
  useEffect(() => {
    const columns = element.current;
    // a browser asks those who listened before the finger came whether it may scroll
    const keepStill = (event: TouchEvent): void => {
      if (isTaken.current && event.cancelable) event.preventDefault();
    };
    columns?.addEventListener('touchmove', keepStill, { passive: false });
    return () => columns?.removeEventListener('touchmove', keepStill);
  }, [element]);

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
    if (down.button !== 0 || underway.current) return;
    const from = placeAt(down.clientX, down.clientY);
    const own = columnOf(grid, slotOf(visit));
    if (!from || !own) return;
    const isTouch = down.pointerType === 'touch';
    const grip = from.at - Date.parse(visit.startsAt);
    const controller = new AbortController();
    const { signal } = controller;
    underway.current = controller;
    let pointer = { x: down.clientX, y: down.clientY };
    let slot: Slot | null = null;
    let holding: ReturnType<typeof setTimeout> | undefined;

    function end(): void {
      controller.abort();
      clearTimeout(holding);
      underway.current = null;
      isTaken.current = false;
      if (slot === null) return;
      // the click that follows when the button goes up opens nothing, also after a drag that Escape has ended
      justDragged.current = true;
    }
    function take(): void {
      isTaken.current = true;
      const [view, columns] = [scroller.current, element.current];
      if (view && columns) scrollAtEdge(view, { frame: () => frameOf(view, columns), pointer: () => pointer, onScroll: carry, signal });
      carry();
    }
    function carry(): void {
      const place = placeAt(pointer.x, pointer.y);
      if (!place) return;
      slot =
        part === 'end'
          ? resizedTo(slotOf(visit), own!.axis, own!.axis.start + place.at - place.column.axis.start)
          : carriedTo(visit, place.column, place.at, grip);
      onDrag(visit, slot);
    }
    function onMove({ clientX, clientY, pointerId }: PointerEvent): void {
      if (pointerId !== down.pointerId) return;
      pointer = { x: clientX, y: clientY };
      if (isTaken.current) return carry();
      if (Math.hypot(clientX - down.clientX, clientY - down.clientY) < threshold) return;
      if (isTouch) end();
      else take();
    }
    function cancel(): void {
      end();
      onCancel();
    }
    if (isTouch) holding = setTimeout(take, holdFor);
    window.addEventListener('pointerup', () => setTimeout(() => (justDragged.current = false)), { once: true });
    window.addEventListener('pointermove', onMove, { signal });
    window.addEventListener('pointercancel', cancel, { signal });
    window.addEventListener('blur', cancel, { signal });
    window.addEventListener('keydown', ({ key }) => key === 'Escape' && cancel(), { signal });
    // a finger that rests asks some browsers for a menu
    if (isTouch) window.addEventListener('contextmenu', (event) => event.preventDefault(), { signal });
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
