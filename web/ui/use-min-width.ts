import { useSyncExternalStore } from 'react';

function subscribe(listener: () => void): () => void {
  window.addEventListener('resize', listener);
  return () => window.removeEventListener('resize', listener);
}

/**
 * Whether the window is at least as wide as so many times the reader's own text size. Larger text takes room as a smaller
 * window does. Paper is not the window: printing changes nothing.
 */
export const useMinWidth = (rem: number): boolean =>
  useSyncExternalStore(subscribe, () => window.innerWidth >= rem * parseFloat(getComputedStyle(document.documentElement).fontSize));
