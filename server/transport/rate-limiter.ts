import { systemClock, type Clock } from '../clock.ts';
import { Failure } from '../failure.ts';

export interface RateLimiter {
  /** Takes one token of `key`; false when none is left. */
  tryTake(key: string): boolean;
  /** As `tryTake`, but throws RATE_LIMITED. */
  take(key: string): void;
}

interface Rate {
  perSecond: number;
  burst: number;
}

export interface Bucket {
  tokens: number;
  at: number;
}

/** A full bucket; `now` in milliseconds. */
export const createBucket = ({ burst }: Rate, now: number): Bucket => ({ tokens: burst, at: now });

/** Takes one token, or as many as said; false when there are fewer. */
export function takeFrom(bucket: Bucket, { perSecond, burst }: Rate, now: number, tokens = 1): boolean {
  // a clock that was set back must not take away what is left
  const passed = Math.max(0, now - bucket.at);
  bucket.tokens = Math.min(burst, bucket.tokens + (passed / 1_000) * perSecond);
  bucket.at = now;
  if (bucket.tokens < tokens) return false;
  bucket.tokens -= tokens;
  return true;
}

/** A token bucket per key: `burst` at once, `perSecond` on average. Full buckets are forgotten. */
export function createRateLimiter(rate: Rate, clock: Clock = systemClock): RateLimiter {
  const { perSecond, burst } = rate;
  const buckets = new Map<string, Bucket>();
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
    const bucket = buckets.get(key) ?? createBucket(rate, now);
    buckets.set(key, bucket);
    return takeFrom(bucket, rate, now);
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
