import { createLocalBus, type Bus } from './bus.ts';

export interface BusFaults {
  /** Shares of the messages, 0 to 1. */
  lost?: number;
  doubled?: number;
  /** Messages wait up to this many milliseconds, each its own time, so that they overtake each other. */
  lateBy?: number;
  /** And no less than this many. */
  lateFrom?: number;
}

/** Calls back after so many milliseconds. */
type Later = (action: () => void, milliseconds: number) => unknown;

/** A bus that does what the interface allows: it loses, doubles, delays and reorders. `random` gives 0 ≤ n < 1. */
export function createFaultyBus({ lost = 0, doubled = 0, lateBy = 0, lateFrom = 0 }: BusFaults, random: () => number, later: Later = setTimeout): Bus {
  const bus = createLocalBus();
  return {
    ...bus,
    publish(channel, message) {
      if (random() < lost) return;
      const copies = random() < doubled ? 2 : 1;
      for (let copy = 0; copy < copies; copy++) {
        if (lateBy > 0) later(() => bus.publish(channel, message), lateFrom + random() * (lateBy - lateFrom));
        else bus.publish(channel, message);
      }
    },
  };
}

/** The same "random" numbers in every run (a linear congruential generator). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
