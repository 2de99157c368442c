import type { KeyboardEvent } from 'react';
import { useKey } from '../lib/use-key.ts';

/** j and k from anywhere, arrows on a row: moves the focus from row to row. Returns the handler of a row. */
export function useRowKeys(list: HTMLElement | null, openRoomId: string | undefined): (event: KeyboardEvent) => void {
  function step(by: 1 | -1): void {
    const rows = [...(list?.querySelectorAll<HTMLElement>('a[data-room]') ?? [])];
    const focused = rows.findIndex((row) => row === document.activeElement);
    const open = rows.findIndex(({ dataset }) => dataset['room'] === openRoomId);
    const from = focused === -1 ? open : focused;
    const next = from === -1 ? 0 : Math.min(rows.length - 1, Math.max(0, from + by));
    rows[next]?.focus();
    rows[next]?.scrollIntoView({ block: 'nearest' });
  }
  useKey('j', () => step(1));
  useKey('k', () => step(-1));
  return (event) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    step(event.key === 'ArrowDown' ? 1 : -1);
  };
}
