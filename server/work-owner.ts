import { AsyncLocalStorage } from 'node:async_hooks';
import type { Claimant } from './fair-queue.ts';

/** Whom work is done for. */
export interface WorkOwner extends Claimant {
  /** Connections to the database that the owner may hold at once, if fewer than everybody may. */
  readonly connections?: number | undefined;
  /** Charged with the milliseconds for which the work held a connection to the database. */
  chargeDatabase?(milliseconds: number): void;
  /** Charged with what it costs to tell so many people of the work. */
  chargeTold?(people: number): void;
  /** What goes on after the call that began it is nobody's in particular. */
  hasEnded?: boolean;
}

const owners = new AsyncLocalStorage<WorkOwner>();

/** Does the work, and what it leads to, for the owner. */
export const workFor = <T>(owner: WorkOwner, work: () => T): T => owners.run(owner, work);

/** Does work that no one person is to wait or pay for: others depend on it. */
export const workForAll = <T>(work: () => T): T => owners.run(undefined as unknown as WorkOwner, work);

/** Whom the work is done for right now; null when it serves many. */
export function currentOwner(): WorkOwner | null {
  const owner = owners.getStore();
  return owner && !owner.hasEnded ? owner : null;
}

/** Work of a tenant that is done once for several owners, who share its cost. */
export function sharedBy(asked: readonly (WorkOwner | null)[]): WorkOwner | null {
  const payers = asked.filter((owner) => owner?.chargeDatabase !== undefined);
  if (payers.length === 0) return null;
  return {
    lane: 'shared',
    tenantId: '',
    personId: null,
    chargeDatabase(milliseconds) {
      for (const payer of payers) payer!.chargeDatabase!(milliseconds / asked.length);
    },
  };
}
