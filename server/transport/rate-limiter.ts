import { systemClock, type Clock } from '../clock.ts';
import { Failure } from '../failure.ts';

export interface RateLimiter {
  /** Takes one token of `key`; false when none is left. */
  tryTake(key: string): boolean;
  /** As `tryTake`, but throws RATE_LIMITED. */
  take(key: string): void;
}

/** A token bucket per key: `burst` at once, `perSecond` on average. Full buckets are forgotten. */
export function createRateLimiter(
  { perSecond, burst }: { perSecond: number; burst: number },
  clock: Clock = systemClock,
): RateLimiter {
  const buckets = new Map<string, { tokens: number; at: number }>();
  const refillTime = (burst / perSecond) * 1_000;
  let sweptAt = clock.now();

  function forgetFull(now: number): void {
    if (now - sweptAt < refillTime) return;
    sweptAt = now;
    for (const [key, { at }] of buckets) if (now - at >= refillTime) buckets.delete(key);
  }

  function tryTake(key: string): boolean {
    const now = clock.now();
    forgetFull(now);
    const bucket = buckets.get(key);
    // a clock that was set back must not take away what is left
    const passed = bucket ? Math.max(0, now - bucket.at) : 0;
    const tokens = bucket ? Math.min(burst, bucket.tokens + (passed / 1_000) * perSecond) : burst;
    const allowed = tokens >= 1;
    buckets.set(key, { tokens: allowed ? tokens - 1 : tokens, at: now });
    return allowed;
  }

  return {
    tryTake,
    take(key) {
      if (!tryTake(key))
        throw new Failure('RATE_LIMITED', 'Too many at once. Wait a moment and try again.', {
          retryAfter: Math.ceil(1 / perSecond),
        });
    },
  };
}
