import { limits } from '../../shared/limits.ts';
import { systemClock, type Clock } from '../clock.ts';

const costs = ['database', 'processor', 'bytes', 'subscriptions', 'refusals'] as const;
export type Cost = (typeof costs)[number];

/** How much of each cost is allowed: `burst` at once, `perSecond` on average. */
export type Allowance = Record<Cost, { perSecond: number; burst: number }>;

/** What one person, or one address, has left. */
export class Account {
  readonly #allowance: Allowance;
  readonly #left: Record<Cost, number>;
  readonly #clock: Clock;
  #at: number;

  constructor(allowance: Allowance, clock: Clock) {
    this.#allowance = allowance;
    this.#clock = clock;
    this.#left = Object.fromEntries(costs.map((cost) => [cost, allowance[cost].burst])) as Record<Cost, number>;
    this.#at = clock.now();
  }

  /** Nobody owes more than a burst: a single thing that costs too much is not paid for all day. */
  charge(cost: Cost, amount: number): void {
    this.#refill();
    this.#left[cost] = Math.max(-this.#allowance[cost].burst, this.#left[cost] - amount);
  }

  /** Milliseconds until none of these costs is overdrawn. */
  debt(of: readonly Cost[]): number {
    this.#refill();
    let longest = 0;
    for (const cost of of) longest = Math.max(longest, (-this.#left[cost] / this.#allowance[cost].perSecond) * 1_000);
    return Math.round(longest);
  }

  /** How much of the cost has been spent and is not made up for. */
  spent(cost: Cost): number {
    this.#refill();
    return this.#allowance[cost].burst - this.#left[cost];
  }

  isFull(): boolean {
    this.#refill();
    return costs.every((cost) => this.#left[cost] >= this.#allowance[cost].burst);
  }

  #refill(): void {
    const now = this.#clock.now();
    if (now === this.#at) return;
    // a clock that was set back must not take away what is left
    const seconds = Math.max(0, now - this.#at) / 1_000;
    this.#at = now;
    for (const cost of costs) {
      const { perSecond, burst } = this.#allowance[cost];
      this.#left[cost] = Math.min(burst, this.#left[cost] + seconds * perSecond);
    }
  }
}

/** The account of each of those whose costs are counted alike. Full ones are forgotten. */
export interface Accounts {
  of(key: string): Account;
}

const sweepEvery = 60_000;

export function createAccounts(allowance: Allowance, clock: Clock = systemClock): Accounts {
  const accounts = new Map<string, Account>();
  let sweptAt = clock.now();

  function sweep(now: number): void {
    if (now - sweptAt < sweepEvery && accounts.size < limits.costs.remembered) return;
    sweptAt = now;
    for (const [key, account] of accounts) if (account.isFull()) accounts.delete(key);
    const tooMany = accounts.size - limits.costs.remembered + 1;
    if (tooMany > 0) for (const key of accounts.keys().take(tooMany)) accounts.delete(key);
  }

  return {
    of(key) {
      const known = accounts.get(key);
      if (known) return known;
      sweep(clock.now());
      const account = new Account(allowance, clock);
      accounts.set(key, account);
      return account;
    },
  };
}
