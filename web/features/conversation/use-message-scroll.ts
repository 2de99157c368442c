import { useLayoutEffect, useRef, useState, type RefObject } from 'react';
import type { VirtualizerHandle } from 'virtua';
import type { TimelineRow } from './timeline.ts';

/** Closer to the end than this counts as at the end, in pixels. */
const endZone = 40;
/** Closer to the start than this asks for older messages, in pixels. */
const startZone = 600;

export interface MessageScroll {
  list: RefObject<VirtualizerHandle | null>;
  /** True in the render that puts older messages before the others. */
  shift: boolean;
  atEnd: boolean;
  /** The newest message that has been in view. */
  seenSeq: number;
  toEnd(): void;
  onScroll(offset: number): void;
  onResize(): void;
}

const seqOf = (row: TimelineRow | undefined): number => (row?.kind === 'message' ? row.message.seq : 0);

/** Opens at the first new message, stays at the end while it is there, and otherwise stays where the reader is. */
export function useMessageScroll(rows: TimelineRow[], onNearStart: () => void): MessageScroll {
  const list = useRef<VirtualizerHandle>(null);
  const sticks = useRef(true);
  const lastOffset = useRef(0);
  const [atEnd, setAtEnd] = useState(true);
  const [seenSeq, setSeenSeq] = useState(0);

  const firstSeq = rows.map(seqOf).find((seq) => seq > 0) ?? 0;
  const firstShown = useRef(firstSeq);
  const shift = firstSeq < firstShown.current;

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

  useLayoutEffect(() => {
    const firstNew = rows.findIndex(({ kind }) => kind === 'unread');
    if (firstNew === -1) return toEnd();
    sticks.current = false;
    list.current?.scrollToIndex(firstNew, { align: 'start' });
    // once, when the conversation is opened
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);

  const newest = rows.at(-1);
  useLayoutEffect(() => {
    firstShown.current = firstSeq;
    if (sticks.current || newest?.kind === 'outgoing') toEnd();
    lookAtView();
    // when rows come; where the reader is at that time is in the refs
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [firstSeq, newest?.key]);

  return {
    list,
    shift,
    atEnd,
    seenSeq,
    toEnd,
    onScroll(offset) {
      const handle = list.current;
      if (!handle) return;
      const isNearEnd = offset + handle.viewportSize >= handle.scrollSize - endZone;
      // content that grows is not a reader who scrolls up
      if (isNearEnd) stick(true);
      else if (offset < lastOffset.current) stick(false);
      lastOffset.current = offset;
      if (offset < startZone) onNearStart();
      lookAtView();
    },
    onResize() {
      if (sticks.current) list.current?.scrollToIndex(rows.length - 1, { align: 'end' });
    },
  };
}
