import { limits } from '../../../shared/limits.ts';
import type { Clock } from '../../clock.ts';
import { Failure } from '../../failure.ts';

export interface SignInAttempts {
  /**
   * Runs one attempt to sign in; `attempt` resolves to null when the credentials are wrong, and that counts against the
   * account and the address, whether or not the account exists. Throws RATE_LIMITED, without running it, when either
   * has failed too often; the window passes by itself, so nobody is locked out for good.
   */
  run<T>(email: string, address: string, attempt: () => Promise<T | null>): Promise<T | null>;
}

interface Counter {
  limit: number;
  failures: number;
  /** Milliseconds since 1970; the failures are forgotten then. */
  windowEndsAt: number;
  /** Attempts under way. Each may turn out a failure, so together they may not pass the limit either. */
  pending: number;
  waiting: (() => void)[];
}

/** Counts failures in this process: each node allows as many as `limits.auth` says. */
export function createSignInAttempts(clock: Clock): SignInAttempts {
  const accounts = createCounters(limits.auth.failuresPerAccount, clock);
  const addresses = createCounters(limits.auth.failuresPerAddress, clock);

  return {
    async run(email, address, attempt) {
      const counters = await admit(() => [accounts.of(email), addresses.of(address)], clock);
      let failed = false;
      try {
        const result = await attempt();
        failed = result === null;
        if (!failed) counters[0].failures = 0;
        return result;
      } finally {
        for (const counter of counters) settle(counter, failed, clock);
      }
    },
  };
}

/**
 * Counts an attempt as under way as soon as those already under way leave room for it;
 * throws as soon as the failures alone fill a limit. Between looking and counting nothing is awaited.
 */
async function admit(look: () => [account: Counter, address: Counter], clock: Clock): Promise<[account: Counter, address: Counter]> {
  for (;;) {
    const counters = look();
    for (const counter of counters) refuseSpent(counter, clock);
    const full = counters.find(({ failures, pending, limit }) => failures + pending >= limit);
    if (!full) {
      for (const counter of counters) counter.pending += 1;
      return counters;
    }
    await new Promise<void>((resolve) => full.waiting.push(resolve));
  }
}

function refuseSpent(counter: Counter, clock: Clock): void {
  const now = clock.now();
  if (now >= counter.windowEndsAt) counter.failures = 0;
  if (counter.failures < counter.limit) return;
  throw new Failure('RATE_LIMITED', 'Too many failed attempts to sign in. Wait a while and try again.', {
    retryAfter: Math.ceil((counter.windowEndsAt - now) / 1_000),
  });
}

function settle(counter: Counter, failed: boolean, clock: Clock): void {
  counter.pending -= 1;
  if (failed) {
    if (counter.failures === 0) counter.windowEndsAt = clock.now() + limits.auth.failureWindow;
    counter.failures += 1;
  }
  for (const proceed of counter.waiting.splice(0)) proceed();
}

/** Counters by key. Past `limits.auth.attemptsRemembered` the oldest without an attempt under way is forgotten. */
function createCounters(limit: number, clock: Clock) {
  const counters = new Map<string, Counter>();

  function forgetOne(): void {
    for (const [key, { pending }] of counters) {
      if (pending > 0) continue;
      counters.delete(key);
      return;
    }
  }

  return {
    of(key: string): Counter {
      const known = counters.get(key);
      if (known && (known.pending > 0 || clock.now() < known.windowEndsAt)) return known;
      counters.delete(key);
      if (counters.size >= limits.auth.attemptsRemembered) forgetOne();
      const counter: Counter = { limit, failures: 0, windowEndsAt: 0, pending: 0, waiting: [] };
      counters.set(key, counter);
      return counter;
    },
  };
}
