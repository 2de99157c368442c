import { createHash } from 'node:crypto';
import { limits } from '../../../shared/limits.ts';
import type { Clock } from '../../clock.ts';
import { Failure } from '../../failure.ts';
import { widestOf, type ClientNetworks } from '../../transport/client-network.ts';
import { createCounterTable, type CounterTable } from './counter-table.ts';
import { addFailure, forgiveByTime, takeBack, type DelaySchedule, type FailureCounter } from './failure-counter.ts';

/** Who tries, as far as it is known before a password is compared. */
export interface SignInSource {
  email: string;
  networks: ClientNetworks;
  /** Names the browser if it has signed in to this account before, else null. */
  deviceId: string | null;
}

export interface SignInAttempts {
  /**
   * Runs one attempt to sign in; `attempt` is told whether the browser counts as known, and resolves to null when the
   * credentials are wrong. In a known browser that counts against this browser alone; in any other against the account in
   * its networks and against the networks, whether or not the account exists. Throws RATE_LIMITED, without running it, while one of them is delayed.
   */
  run<T>(source: SignInSource, attempt: (isKnown: boolean) => Promise<T | null>): Promise<T | null>;
  /** Counters that are kept. */
  readonly size: number;
}

/** A counter that an attempt passes, and what it makes of failures. */
interface Claim {
  table: CounterTable;
  key: string;
  counter: FailureCounter;
  schedule: DelaySchedule;
}

/** Twice as many people are behind each wider network, at least. */
const widened = (schedule: DelaySchedule, index: number): DelaySchedule => ({ ...schedule, free: schedule.free * 2 ** index });

/** Fixed in length, whatever was typed, and no list of addresses in memory. */
const accountKey = (email: string): string => createHash('sha256').update(email).digest('base64url').slice(0, 22);

/** Counts failures in this process: each node allows as many as `limits.auth` says. */
export function createSignInAttempts(clock: Clock, most: number = limits.auth.attemptsRemembered): SignInAttempts {
  const { delays, networksPerAccount, forgiveNetworkEvery, failuresPerDevice } = limits.auth;
  const tableOf = (forgiveEvery: number) => createCounterTable({ clock, most, forgiveEvery });
  const pairs = tableOf(delays.attackedPair.forgiveEvery);
  const networks = tableOf(delays.network.forgiveEvery);
  const devices = tableOf(delays.device.forgiveEvery);
  /** Counts networks with wrong passwords; delays nothing itself. */
  const accounts = tableOf(forgiveNetworkEvery);
  const attackers: DelaySchedule = { free: networksPerAccount, firstDelay: 1, longestDelay: 2 ** networksPerAccount, forgiveEvery: forgiveNetworkEvery };

  function isAttacked(account: string): boolean {
    const counter = accounts.of(account);
    forgiveByTime(counter, attackers, clock.now());
    return counter.failures > networksPerAccount;
  }

  const claim = (table: CounterTable, key: string, schedule: DelaySchedule): Claim => {
    const counter = table.of(key);
    forgiveByTime(counter, schedule, clock.now());
    return { table, key, counter, schedule };
  };

  function claimsOf({ email, networks: from, deviceId }: SignInSource): Claim[] {
    if (deviceId) {
      const device = claim(devices, deviceId, delays.device);
      if (device.counter.failures < failuresPerDevice) return [device];
    }
    const account = accountKey(email);
    const pair = isAttacked(account) ? delays.attackedPair : delays.pair;
    return from.flatMap((network, index) => [
      claim(pairs, `${account} ${network}`, widened(pair, index)),
      claim(networks, network, widened(delays.network, index)),
    ]);
  }

  /** The pair of the widest network tells whether this network has failed at the account before. */
  function countNetwork(email: string, wasFirst: boolean): void {
    if (!wasFirst) return;
    const account = accountKey(email);
    const counter = accounts.of(account);
    addFailure(counter, attackers, clock.now());
    accounts.keep(account, counter);
  }

  return {
    async run(source, attempt) {
      const claims = await admit(() => claimsOf(source), clock);
      const widestPair = claims.find(({ table, key }) => table === pairs && key.endsWith(` ${widestOf(source.networks)}`));
      let outcome: 'right' | 'wrong' | 'fault' = 'fault';
      try {
        const result = await attempt(claims[0]!.table === devices);
        outcome = result === null ? 'wrong' : 'right';
        return result;
      } finally {
        if (outcome === 'wrong') countNetwork(source.email, widestPair?.counter.failures === 0);
        settle(claims, outcome, clock.now());
      }
    },
    get size() {
      return pairs.size + networks.size + devices.size + accounts.size;
    },
  };
}

/**
 * Counts an attempt as under way as soon as those already under way leave room for it; throws as soon as one of the
 * counters is delayed. Between looking and counting nothing is awaited.
 */
async function admit(look: () => Claim[], clock: Clock): Promise<Claim[]> {
  for (;;) {
    const claims = look();
    const wait = Math.max(...claims.map(({ counter }) => counter.blockedUntil)) - clock.now();
    if (wait > 0)
      throw new Failure('RATE_LIMITED', 'Too many failed attempts to sign in. Wait a while and try again.', { retryAfter: Math.ceil(wait / 1_000) });
    const full = claims.find(({ counter, schedule }) => counter.pending > 0 && counter.failures + counter.pending >= schedule.free);
    if (!full) {
      for (const { table, key, counter } of claims) {
        counter.pending += 1;
        table.keep(key, counter);
      }
      return claims;
    }
    await new Promise<void>((resolve) => full.counter.waiting.push(resolve));
  }
}

function settle(claims: Claim[], outcome: 'right' | 'wrong' | 'fault', now: number): void {
  // what the account failed from its narrowest network counts against the wider ones too
  const failed = claims[0]!.counter.failures;
  for (const { table, key, counter, schedule } of claims) {
    counter.pending -= 1;
    if (outcome === 'wrong') addFailure(counter, schedule, now);
    if (outcome === 'right') takeBack(counter, failed, schedule);
    table.keep(key, counter);
    for (const proceed of counter.waiting.splice(0)) proceed();
  }
}
