/** What many use at once: made for the first, and ended when the last has let go. */
export interface ReferenceCounted<Value> {
  /** The value of the key, in use until it is disposed of. */
  hold(key: string): { value: Value } & Disposable;
}

export function createReferenceCounted<Value>(make: (key: string) => { value: Value; end(): void }): ReferenceCounted<Value> {
  const inUse = new Map<string, { value: Value; users: number; end(): void }>();
  return {
    hold(key) {
      const used = inUse.get(key) ?? { ...make(key), users: 0 };
      inUse.set(key, used);
      used.users += 1;
      return {
        value: used.value,
        [Symbol.dispose]() {
          used.users -= 1;
          if (used.users > 0) return;
          inUse.delete(key);
          used.end();
        },
      };
    },
  };
}
