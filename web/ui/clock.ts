import { createContext, use, useMemo, useSyncExternalStore } from 'react';

/** One timer for everything on the page that shows an age. It runs while somebody looks. */
export interface Clock {
  subscribe(listener: () => void): () => void;
}

export function createClock(): Clock {
  const listeners = new Set<() => void>();
  let timer: ReturnType<typeof setInterval> | undefined;
  return {
    subscribe(listener) {
      listeners.add(listener);
      timer ??= setInterval(() => {
        for (const tell of listeners) tell();
      }, 1_000);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        clearInterval(timer);
        timer = undefined;
      };
    },
  };
}

export const ClockContext = createContext<Clock | null>(null);

/**
 * The time in milliseconds, down to `every`: the component renders again when it has passed.
 * Ask for no finer steps than are shown.
 */
export function useNow(every: 1_000 | 10_000 | 60_000 = 10_000): number {
  const clock = use(ClockContext);
  if (!clock) throw new Error('There is no clock above this component.');
  const read = useMemo(() => () => Math.floor(Date.now() / every) * every, [every]);
  return useSyncExternalStore(clock.subscribe, read);
}
