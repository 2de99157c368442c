/** How many there are of each kind: who is asked at every arrival must not count all those who are here. */
export interface Tally {
  of(kind: string): number;
  /** Counts one more until the returned function is called, once. */
  add(kind: string): () => void;
}

export function createTally(): Tally {
  const counts = new Map<string, number>();
  const of = (kind: string): number => counts.get(kind) ?? 0;
  return {
    of,
    add(kind) {
      counts.set(kind, of(kind) + 1);
      return () => {
        if (of(kind) > 1) counts.set(kind, of(kind) - 1);
        else counts.delete(kind);
      };
    },
  };
}
