import { useEffectEvent, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import type { VirtualizerHandle } from 'virtua';
import type { TimelineRow } from './timeline.ts';

/** Closer to the end than this counts as at the end, in pixels. */
const endZone = 40;
/** Closer to the start than this asks for older messages, in pixels. */
const startZone = 600;

export interface MessageScroll {
  /** Whether the last change put older messages before the others. */
  shift: boolean;
  atEnd: boolean;
  /** The newest message that has been in view. */
  seenSeq: number;
  toEnd(): void;
  onScroll(offset: number): void;
  onResize(): void;
}

const seqOf = (row: TimelineRow | undefined): number => (row?.kind === 'message' ? row.message.seq : 0);

const isNearEnd = ({ viewportSize, scrollSize }: VirtualizerHandle, offset: number): boolean =>
  offset + viewportSize >= scrollSize - endZone;

/** Opens at the first new message, stays at the end while it is there, and otherwise stays where the reader is. */
export function useMessageScroll(
  list: RefObject<VirtualizerHandle | null>,
  rows: TimelineRow[],
  onNearStart: () => void,
): MessageScroll {
  const sticks = useRef(true);
  const lastOffset = useRef(0);
  const [atEnd, setAtEnd] = useState(true);
  const [seenSeq, setSeenSeq] = useState(0);

  const firstSeq = rows.map(seqOf).find((seq) => seq > 0) ?? 0;
  const lastKey = rows.at(-1)?.key;
  const [drawn, setDrawn] = useState({ firstSeq, lastKey, shift: false });
  if (drawn.firstSeq !== firstSeq || drawn.lastKey !== lastKey)
    setDrawn({ firstSeq, lastKey, shift: firstSeq < drawn.firstSeq });

  const stick = (value: boolean): void => {
    sticks.current = value;
    setAtEnd(value);
  };
  const toEnd = (): void => {
    stick(true);
    list.current?.scrollToIndex(rows.length - 1, { align: 'end' });
  };
  const lookAtView = (): void => {
    const handle = list.current;
    if (!handle) return;
    const last = sticks.current ? rows.length - 1 : handle.findItemIndex(handle.scrollOffset + handle.viewportSize - endZone);
    const seq = Math.max(0, ...rows.slice(0, last + 1).slice(-20).map(seqOf));
    setSeenSeq((before) => Math.max(before, seq));
  };

  const open = useEffectEvent(() => {
    const firstNew = rows.findIndex(({ kind }) => kind === 'unread');
    sticks.current = firstNew === -1;
    if (firstNew === -1) list.current?.scrollToIndex(rows.length - 1, { align: 'end' });
    else list.current?.scrollToIndex(firstNew, { align: 'start' });
  });
  const followRows = useEffectEvent(() => {
    const endsInView = list.current !== null && isNearEnd(list.current, list.current.scrollOffset);
    if (sticks.current || endsInView || rows.at(-1)?.kind === 'outgoing') toEnd();
    lookAtView();
  });
  useLayoutEffect(() => open(), []);
  // oxlint-disable-next-line react/exhaustive-effect-dependencies -- these say when rows came, which is when it has to run
  useLayoutEffect(() => followRows(), [firstSeq, lastKey]);

  return {
    shift: drawn.shift,
    atEnd,
    seenSeq,
    toEnd,
    onScroll(offset) {
      const handle = list.current;
      if (!handle) return;
      // content that grows is not a reader who scrolls up
      if (isNearEnd(handle, offset)) stick(true);
      else if (offset < lastOffset.current) stick(false);
      lastOffset.current = offset;
      if (offset < startZone) onNearStart();
      lookAtView();
    },
    onResize() {
      const handle = list.current;
      // rows that got shorter brought the end into view: what they did to the offset was no reader scrolling up
      if (handle && isNearEnd(handle, handle.scrollOffset)) stick(true);
      if (sticks.current) list.current?.scrollToIndex(rows.length - 1, { align: 'end' });
      // rows that fit into the frame never scroll; by the next frame those that are drawn have been measured
      requestAnimationFrame(lookAtView);
    },
  };
}
