import { setTimeout as delay } from 'node:timers/promises';

/** SQLSTATE classes that say "not now": connection, resources, operator intervention, lost races. */
const passingSqlStates = /^(08|53|57|40001|40P01|55P03)/;
const passingNetworkCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND']);
/** What node-postgres says, without a code, when a connection ended or none came free in time. */
const passingMessages = /connection terminated|timeout exceeded when trying to connect|client has encountered a connection error/i;

/** Whether the database was away or overloaded: the same call may succeed a moment later. */
export function isPassingDatabaseFault(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return passingSqlStates.test(code) || passingNetworkCodes.has(code) || passingMessages.test(error.message);
}

/** Whether a row was held by somebody else for too long. */
export const isLockTimeout = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === '55P03';

/** Tries after the first, in milliseconds before each; a fault that took long already is not tried again. */
const pauses = [20, 100];
const patience = 1_000;

/** Tries again after a passing fault, a few times. Only for what may be done twice: what carries a client's id. */
export async function retryPassingFaults<T>(attempt: () => Promise<T>): Promise<T> {
  const startedAt = performance.now();
  for (const pause of pauses)
    try {
      return await attempt();
    } catch (error) {
      if (!isPassingDatabaseFault(error) || performance.now() - startedAt > patience) throw error;
      await delay(pause * (0.5 + Math.random()));
    }
  return attempt();
}
