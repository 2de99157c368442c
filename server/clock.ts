/** Where the time comes from: the machine's clock in production, a clock that a test turns by hand otherwise. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };
