import { limits } from '../../shared/limits.ts';
import type { Claimant } from '../fair-queue.ts';
import type { WorkOwner } from '../work-owner.ts';
import type { Account, Cost } from './accounts.ts';

const mebibyte = 1024 * 1024;
const costsOfCalls: readonly Cost[] = ['database', 'processor', 'bytes'];

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
    return this.#accounts[0]!.spent('database') > limits.costs.busyAfter ? 1 : undefined;
  }

  chargeDatabase(milliseconds: number): void {
    this.#charge('database', milliseconds);
  }

  /** A request over HTTP, whatever it asks for, with a body of so many bytes. */
  chargeRequest(bytes: number): void {
    this.#charge('processor', limits.callCost.request);
    this.chargeInput(bytes);
  }

  chargeCall(): void {
    this.#charge('processor', limits.callCost.call);
  }

  chargeOpening(): void {
    this.#charge('subscriptions', 1);
    this.#charge('processor', limits.callCost.opening);
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
    const costs = what === 'call' ? costsOfCalls : undefined;
    return this.#accounts.reduce((longest, account) => Math.max(longest, account.debt(costs)), 0);
  }

  #charge(cost: Cost, amount: number): void {
    for (const account of this.#accounts) account.charge(cost, amount);
  }
}
