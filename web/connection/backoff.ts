const base = 1_000;
const cap = 30_000;

/**
 * How many milliseconds to wait before try number `attempt` (from 0): full jitter, so that the clients of a
 * restarted server come back spread out instead of all at once. `random` is in [0, 1).
 */
export const backoffDelay = (attempt: number, random: number): number =>
  Math.round(random * Math.min(cap, base * 2 ** attempt));

/**
 * The same before a try to connect. A line that was cut is soon there again; who has found nobody twice takes the server
 * to be gone, and waits up to eight seconds, not four: of all whom it left at once, a third would come in one second.
 */
export const reconnectDelay = (attempt: number, random: number): number => backoffDelay(attempt < 2 ? attempt : attempt + 1, random);
