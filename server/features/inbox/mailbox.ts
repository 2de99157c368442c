/** What waits for one reader. A newer item replaces the waiting one of its key: the newest state is what counts. */
export interface Mailbox<T> {
  put(key: string, item: T): void;
  /** Everything that waits, oldest first, taken out. */
  takeAll(): T[];
  /** Calls back whenever something was put in. Returns what ends it. */
  onPut(listener: () => void): () => void;
}

export function createMailbox<T>(): Mailbox<T> {
  const items = new Map<string, T>();
  const listeners = new Set<() => void>();
  return {
    put(key, item) {
      items.delete(key);
      items.set(key, item);
      for (const listener of listeners) listener();
    },
    takeAll() {
      const taken = [...items.values()];
      items.clear();
      return taken;
    },
    onPut(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
