import { limits } from '../../shared/limits.ts';
import type { Claimant } from '../fair-queue.ts';
import type { WorkOwner } from '../work-owner.ts';
import type { Account, Cost } from './accounts.ts';

const mebibyte = 1024 * 1024;
const costsOfCalls: readonly Cost[] = ['database', 'processor', 'bytes'];
const costsOfOpenings: readonly Cost[] = [...costsOfCalls, 'subscriptions'];

/** Whoever a call, or what a socket follows, is done for: their turn, and their accounts. */
export class Payer implements WorkOwner {
  readonly lane: Claimant['lane'];
  readonly tenantId: string;
  readonly personId: string;
  hasEnded = false;
  readonly #accounts: readonly Account[];

  constructor({ lane, tenantId, personId }: Claimant & { personId: string }, accounts: readonly Account[]) {
    this.lane = lane;
    this.tenantId = tenantId;
    this.personId = personId;
    this.#accounts = accounts;
  }

  /** Who keeps the database busy does so on one connection. */
  get connections(): number | undefined {
    return this.#spentMuch('database') ? 1 : undefined;
  }

  /** Who keeps the event loop busy does so with one thing at a time. A stranger shares the account with colleagues who are about to sign in. */
  get most(): number | undefined {
    return this.lane === 'people' && (this.#spentMuch('database') || this.#spentMuch('processor')) ? 1 : undefined;
  }

  chargeDatabase(milliseconds: number): void {
    this.#charge('database', milliseconds);
  }

  chargeTold(people: number): void {
    this.#charge('processor', people * limits.callCost.told);
  }

  /** A request over HTTP, whatever it asks of the API, or for a file. */
  chargeRequest(what: 'request' | 'file'): void {
    this.#charge('processor', limits.callCost[what]);
  }

  chargeCall(): void {
    this.#charge('processor', limits.callCost.call);
  }

  chargeOpening(): void {
    this.#charge('subscriptions', 1);
    this.#charge('processor', limits.callCost.opening);
  }

  /** An error that the payer is answered. */
  chargeRefusal(): void {
    this.#charge('refusals', 1);
    this.#charge('processor', limits.callCost.refusal);
  }

  /** Milliseconds for which the payer is answered nothing, after asking for too much that had to be refused. */
  get unheardFor(): number {
    return this.#accounts[0]!.debt(['refusals']);
  }

  /** Bytes that were read for the payer. */
  chargeInput(bytes: number): void {
    this.#charge('processor', (bytes / mebibyte) * limits.callCost.perMebibyteIn);
  }

  /** Bytes that the payer is answered. */
  chargeOutput(bytes: number): void {
    this.#charge('bytes', bytes);
    this.#charge('processor', (bytes / mebibyte) * limits.callCost.perMebibyteOut);
  }

  /** Milliseconds until the payer may have another call, or open another subscription. */
  debt(what: 'call' | 'opening'): number {
    const costs = what === 'call' ? costsOfCalls : costsOfOpenings;
    return this.#accounts.reduce((longest, account) => Math.max(longest, account.debt(costs)), 0);
  }

  #spentMuch(cost: 'database' | 'processor'): boolean {
    return this.#accounts[0]!.spent(cost) > limits.costs.oneByOneAfter[cost];
  }

  #charge(cost: Cost, amount: number): void {
    for (const account of this.#accounts) account.charge(cost, amount);
  }
}
