import { setTimeout as delay } from 'node:timers/promises';
import { limits } from '../../shared/limits.ts';
import { systemClock, type Clock } from '../clock.ts';
import { Failure } from '../failure.ts';
import { createFairQueue, type FairQueue, type Release } from '../fair-queue.ts';
import type { Metrics } from '../metrics.ts';
import { workFor } from '../work-owner.ts';
import { createAccounts, type Allowance } from './accounts.ts';
import type { Caller } from './context.ts';
import { Payer } from './payer.ts';

/** Whoever asks: without a caller it is a stranger, who is one with all strangers at that address. */
export interface Asker {
  caller: Caller | null;
  address: string;
}

/**
 * Where every call and every subscription stands in line, whatever it came over: each person's take turns with everybody
 * else's, and wait or are refused when their person, or their address, has cost too much.
 */
export interface CallDesk {
  payerOf(asker: Asker): Payer;
  /** Waits until a request over HTTP may be read. Call what it resolves to when its answer has been made. Throws RATE_LIMITED. */
  request(payer: Payer, what: 'request' | 'file'): Promise<Release>;
  /** Does a query or mutation in its turn. Throws RATE_LIMITED. */
  call<T>(payer: Payer, work: () => Promise<T>): Promise<T>;
  /** Waits until a subscription may be opened. Call what it resolves to when it has been. Throws RATE_LIMITED. */
  open(payer: Payer): Promise<Release>;
}

/** What may be asked for at once, and cost. */
export interface CallLimits {
  requests: QueueLimits;
  calls: QueueLimits;
  openings: QueueLimits;
  costs: { person: Allowance; address: Allowance; stranger: Allowance; waitFor: number };
}

interface QueueLimits {
  atOnce: { all: number; lane: number; tenant: number; person: number };
  waiting: number;
  patience: number;
}

interface CallDeskOptions {
  allowed?: CallLimits;
  clock?: Clock;
  metrics?: Pick<Metrics, 'waitedForTurn' | 'callRefused'>;
}

const unwatched = { waitedForTurn: () => undefined, callRefused: () => undefined };

export function createCallDesk({ allowed = limits, clock = systemClock, metrics = unwatched }: CallDeskOptions = {}): CallDesk {
  const people = createAccounts(allowed.costs.person, clock);
  const addresses = createAccounts(allowed.costs.address, clock);
  const strangers = createAccounts(allowed.costs.stranger, clock);
  const requests = queueOf(allowed.requests);
  const calls = queueOf(allowed.calls);
  const openings = queueOf(allowed.openings);

  function refusal(why: 'queue' | 'cost', retryAfter: number): Failure {
    metrics.callRefused(why);
    return new Failure('RATE_LIMITED', 'Too much at once. Wait a moment and try again.', { retryAfter });
  }

  function queueOf({ atOnce, waiting, patience }: QueueLimits): FairQueue {
    const refuse = () => refusal('queue', 1);
    return createFairQueue({ most: atOnce, waiting, patience, tooMany: refuse, tooLate: refuse, yields: true });
  }

  /** Waits, if it is not for long, until the payer's costs are paid. */
  async function settle(payer: Payer, what: 'call' | 'opening', debt: number): Promise<void> {
    if (debt > allowed.costs.waitFor) throw refusal('cost', Math.ceil(debt / 1_000));
    await delay(debt);
    // others may have been let in meanwhile, and have cost something
    const left = payer.debt(what);
    if (left > allowed.costs.waitFor) throw refusal('cost', Math.ceil(left / 1_000));
  }

  async function enter(queue: FairQueue, payer: Payer, what: 'call' | 'opening'): Promise<Release> {
    const asked = performance.now();
    const free = queue.tryEnter(payer);
    const release = free ?? (await queue.enter(payer));
    const debt = payer.debt(what);
    if (free && debt <= 0) return release;
    try {
      if (debt > 0) await settle(payer, what, debt);
    } catch (error) {
      release();
      throw error;
    }
    metrics.waitedForTurn(performance.now() - asked);
    return release;
  }

  return {
    payerOf({ caller, address }) {
      if (!caller) return new Payer({ lane: 'shared', tenantId: '', personId: address }, [strangers.of(address)]);
      const { tenantId, userId } = caller;
      return new Payer({ lane: 'people', tenantId, personId: userId }, [people.of(`${tenantId} ${userId}`), addresses.of(address)]);
    },

    async request(payer, what) {
      const unheard = payer.unheardFor;
      if (unheard > 0) throw refusal('cost', Math.ceil(unheard / 1_000));
      const release = await enter(requests, payer, 'call');
      payer.chargeRequest(what);
      return release;
    },

    async call(payer, work) {
      const release = await enter(calls, payer, 'call');
      try {
        payer.chargeCall();
        return await workFor(payer, work);
      } finally {
        payer.hasEnded = true;
        release();
      }
    },

    async open(payer) {
      const release = await enter(openings, payer, 'opening');
      payer.chargeOpening();
      return release;
    },
  };
}
