export interface Repetition {
  /** Begins no more; resolves when what is under way has ended. */
  stop(): Promise<void>;
}

/**
 * Does `work` every so many milliseconds, and never twice at once: a turn that comes while it is under way is left out.
 * What it rejects with is told to `onFault`, and the next turn tries again.
 */
export function repeat(work: () => Promise<void>, every: number, onFault: (error: unknown) => void): Repetition {
  let underWay: Promise<void> | null = null;
  const timer = setInterval(() => {
    underWay ??= work()
      .catch(onFault)
      .finally(() => (underWay = null));
  }, every);
  return {
    async stop() {
      clearInterval(timer);
      await underWay;
    },
  };
}
