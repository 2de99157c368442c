import { useState, type FocusEvent, type PointerEvent } from 'react';
import { holdRows, withoutGone, type HeldRows, type RowId } from './hold-rows.ts';

interface RowHold<T> extends HeldRows<T> {
  /** Shows the rows as they are now. */
  apply(): void;
  /** For the element around the rows. */
  handlers: {
    onPointerEnter(event: PointerEvent): void;
    onPointerLeave(): void;
    onFocus(event: FocusEvent): void;
    onBlur(event: FocusEvent): void;
  };
}

interface HoldOptions<T> {
  /** By id, how rows are now that may have left the list. */
  known?: ReadonlyMap<string, T>;
  /** What has left the list is no longer the reader's to see: it goes at once, whoever points at it. */
  dropsGone?: boolean;
}

/** Keeps rows where they are while the pointer or the keyboard focus is on the list. */
export function useHeldRows<T>(latest: T[], idOf: RowId<T>, { known, dropsGone = false }: HoldOptions<T> = {}): RowHold<T> {
  const [held, setHeld] = useState<T[] | null>(null);
  const [reasons, setReasons] = useState({ pointer: false, focus: false });

  function change(next: Partial<typeof reasons>): void {
    const merged = { ...reasons, ...next };
    setReasons(merged);
    if (!merged.pointer && !merged.focus) setHeld(null);
    else setHeld((before) => before ?? latest);
  }

  return {
    ...(held ? holdRows(dropsGone ? withoutGone(held, latest, idOf) : held, latest, idOf, known) : { rows: latest, places: latest, waiting: 0 }),
    apply: () => setHeld((before) => before && latest),
    handlers: {
      // a finger that lifts leaves nothing under it
      onPointerEnter: ({ pointerType }) => pointerType === 'mouse' && change({ pointer: true }),
      onPointerLeave: () => change({ pointer: false }),
      onFocus: ({ target }) => target.matches(':focus-visible') && change({ focus: true }),
      onBlur: ({ currentTarget, relatedTarget }) => currentTarget.contains(relatedTarget) || change({ focus: false }),
    },
  };
}
