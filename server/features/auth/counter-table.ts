import type { Clock } from '../../clock.ts';
import { createFailureCounter, forgiveByTime, type FailureCounter } from './failure-counter.ts';

/** Failure counters by key, of which so many are kept. */
export interface CounterTable {
  /** The counter of `key`; a new one where there is none. Only `keep` puts it into the table. */
  of(key: string): FailureCounter;
  /** To be called after the counter has changed. One without failures and attempts under way is forgotten. */
  keep(key: string, counter: FailureCounter): void;
  readonly size: number;
}

interface CounterTableOptions {
  clock: Clock;
  most: number;
  /** Milliseconds after which one failure of a counter is forgiven. */
  forgiveEvery: number;
}

/** Few failures differ one by one, many by their magnitude. */
const levelOf = ({ failures }: FailureCounter): number => (failures < 16 ? failures : 12 + Math.floor(Math.log2(failures)));
const levels = 32;

/**
 * A full table forgets the counter with the fewest failures, the oldest first: whoever fills it with new keys pushes out
 * their own, and for the place of a counter with ten failures they have to fail ten times.
 */
export function createCounterTable({ clock, most, forgiveEvery }: CounterTableOptions): CounterTable {
  const kept = new Map<string, { counter: FailureCounter; level: number }>();
  const byLevel = Array.from({ length: levels }, () => new Map<string, FailureCounter>());

  function forget(key: string, level: number): void {
    kept.delete(key);
    byLevel[level]!.delete(key);
  }

  function keep(key: string, counter: FailureCounter): void {
    const before = kept.get(key);
    if (before) forget(key, before.level);
    if (counter.failures === 0 && counter.pending === 0) return;
    if (kept.size >= most) makeRoom();
    const level = levelOf(counter);
    kept.set(key, { counter, level });
    byLevel[level]!.set(key, counter);
  }

  function makeRoom(): void {
    demoteForgiven();
    if (kept.size < most) return;
    for (const [level, counters] of byLevel.entries())
      for (const [key, { pending }] of counters)
        // those who wait for it would wait for a counter that nobody settles
        if (pending === 0) return forget(key, level);
  }

  /** Time forgives without telling the table, so the oldest of each level may belong further down by now. */
  function demoteForgiven(): void {
    const now = clock.now();
    for (const [level, counters] of byLevel.entries()) {
      const oldest = counters.entries().next().value;
      if (!oldest) continue;
      const [key, counter] = oldest;
      forgiveByTime(counter, { forgiveEvery }, now);
      if (levelOf(counter) === level && counter.failures > 0) continue;
      forget(key, level);
      keep(key, counter);
    }
  }

  return {
    of: (key) => kept.get(key)?.counter ?? createFailureCounter(),
    keep,
    get size() {
      return kept.size;
    },
  };
}
