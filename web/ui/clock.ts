import { createContext, use, useMemo, useSyncExternalStore } from 'react';
import type { ServerTime } from '../lib/server-time.ts';

/** One timer for everything on the page that shows an age. It runs while somebody looks. */
export interface Clock {
  time: Pick<ServerTime, 'now' | 'fromLocal'>;
  subscribe(listener: () => void): () => void;
}

export function createClock(time: Clock['time']): Clock {
  const listeners = new Set<() => void>();
  let timer: ReturnType<typeof setInterval> | undefined;
  return {
    time,
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

function useClock(): Clock {
  const clock = use(ClockContext);
  if (!clock) throw new Error('There is no clock above this component.');
  return clock;
}

type Step = 1_000 | 10_000 | 60_000;

/**
 * The server's time in milliseconds, down to `every`: the component renders again when it has passed.
 * Ask for no finer steps than are shown.
 */
export const useNow = (every: Step = 10_000): number => useTicking(useClock().time.now, every);

/** As `useNow`, of this machine's clock: beside times that it wrote down itself. */
export const useLocalNow = (every: Step = 10_000): number => useTicking(Date.now, every);

/** The server's time at any moment, for what happens at a click. */
export const useServerTime = (): Clock['time'] => useClock().time;

function useTicking(time: () => number, every: Step): number {
  const { subscribe } = useClock();
  const read = useMemo(() => () => Math.floor(time() / every) * every, [time, every]);
  return useSyncExternalStore(subscribe, read);
}
