const base = 1_000;
const cap = 30_000;

/**
 * How many milliseconds to wait before try number `attempt` (from 0): full jitter, so that the clients of a
 * restarted server come back spread out instead of all at once. `random` is in [0, 1).
 */
export const backoffDelay = (attempt: number, random: number): number =>
  Math.round(random * Math.min(cap, base * 2 ** attempt));
