export interface RetryGate {
  /** Resolves after `delay` ms, or when `hurry` is called; rejects when the gate is shut. */
  pass(delay: number): Promise<void>;
  /** Lets everything that waits through at once; whether anything waited. */
  hurry(): boolean;
  /** For ever. */
  shut(): void;
}

/**
 * The wait between two tries to connect. tRPC's own wait cannot be cut short, so it is set to nothing and the
 * wait happens here: somebody who presses "Reconnect", or whose laptop woke up, is not kept waiting.
 */
export function createRetryGate(): RetryGate {
  const waiting = new Set<{ open: () => void; refuse: () => void }>();
  let isShut = false;

  return {
    pass(delay) {
      if (isShut) return Promise.reject(new Error('The connection was given up.'));
      if (delay <= 0) return Promise.resolve();
      return new Promise((resolve, reject) => {
        const leave = (then: () => void) => () => {
          clearTimeout(timer);
          waiting.delete(entry);
          then();
        };
        const entry = { open: leave(resolve), refuse: leave(() => reject(new Error('The connection was given up.'))) };
        const timer = setTimeout(entry.open, delay);
        waiting.add(entry);
      });
    },
    hurry() {
      const waited = waiting.size > 0;
      for (const entry of waiting) entry.open();
      return waited;
    },
    shut() {
      isShut = true;
      for (const entry of waiting) entry.refuse();
    },
  };
}
