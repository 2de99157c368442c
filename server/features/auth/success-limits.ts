import { limits } from '../../../shared/limits.ts';
import type { Clock } from '../../clock.ts';
import { Failure } from '../../failure.ts';
import { createBucket, takeFrom, type Bucket } from '../../transport/rate-limiter.ts';

/** Token buckets: by account, and by network of unknown browsers. */
export type SuccessRates = Record<'account' | 'network', { perSecond: number; burst: number }>;

/** How often one account, and one network with whatever accounts, may sign in. Only those who know a password use it up. */
export interface SuccessLimits {
  /** Throws RATE_LIMITED when nothing is left. `network` is null in a known browser. */
  check(email: string, network: string | null): void;
  /** Counts a right password. */
  count(email: string, network: string | null): void;
}

export function createSuccessLimits(clock: Clock, rates: SuccessRates = limits.auth.successes): SuccessLimits {
  const accounts = createBuckets(rates.account, clock);
  const networks = createBuckets(rates.network, clock);
  return {
    check(email, network) {
      const wait = Math.max(accounts.wait(email), network === null ? 0 : networks.wait(network));
      if (wait > 0) throw new Failure('RATE_LIMITED', 'Too many sign-ins in a short time. Wait a while and try again.', { retryAfter: wait });
    },
    count(email, network) {
      accounts.take(email);
      if (network !== null) networks.take(network);
    },
  };
}

/** Token buckets by key; full ones are forgotten. There is one only where somebody has signed in. */
function createBuckets(rate: { perSecond: number; burst: number }, clock: Clock) {
  const buckets = new Map<string, Bucket>();
  const refillTime = (rate.burst / rate.perSecond) * 1_000;
  let sweptAt = clock.now();

  function forgetFull(now: number): void {
    if (now - sweptAt < refillTime) return;
    sweptAt = now;
    for (const [key, { at }] of buckets) if (now - at >= refillTime) buckets.delete(key);
  }

  return {
    /** Seconds until one can be taken. */
    wait(key: string): number {
      const bucket = buckets.get(key);
      if (!bucket) return 0;
      const left = { ...bucket };
      return takeFrom(left, rate, clock.now()) ? 0 : Math.ceil((1 - left.tokens) / rate.perSecond);
    },
    take(key: string): void {
      const now = clock.now();
      forgetFull(now);
      const bucket = buckets.get(key) ?? createBucket(rate, now);
      buckets.set(key, bucket);
      takeFrom(bucket, rate, now);
    },
  };
}
