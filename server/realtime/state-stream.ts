/**
 * Yields what `read` gives, first at once and then after every change, until the signal ends it. Changes that come
 * while the reader is busy become one: state may be skipped, the newest never.
 */
export async function* stateStream<T>(
  watch: (changed: () => void) => () => void,
  read: () => T[] | Promise<T[]>,
  signal: AbortSignal,
): AsyncGenerator<T, void> {
  let dirty = true;
  let wake: (() => void) | null = null;
  const notify = () => {
    dirty = true;
    wake?.();
  };
  const unwatch = watch(notify);
  signal.addEventListener('abort', notify);
  try {
    while (!signal.aborted) {
      if (dirty) {
        dirty = false;
        for (const value of await read()) {
          if (signal.aborted) return;
          yield value;
        }
        continue;
      }
      await new Promise<void>((resolve) => {
        wake = resolve;
        if (dirty) resolve();
      });
      wake = null;
    }
  } finally {
    unwatch();
    signal.removeEventListener('abort', notify);
  }
}
