import type { ErrorReason } from '../../../shared/errors.ts';
import { limits } from '../../../shared/limits.ts';
import { createBatcher } from '../../batcher.ts';
import type { Database } from '../../db/database.ts';
import { Failure } from '../../failure.ts';
import type { Caller } from '../../transport/context.ts';
import { endedAmong } from './queries.ts';
import type { AccessTokens } from './tokens.ts';

type Authentication =
  | { caller: Caller; expiresAt: Date }
  | { refusal: Extract<ErrorReason, 'TOKEN_EXPIRED' | 'TOKEN_INVALID' | 'SESSION_ENDED'> };

/** Says who an access token speaks for, or why nobody. A fault of the database is thrown: it is no refusal. */
export type Authenticate = (token: string) => Promise<Authentication>;

export function createAuthenticate({ db, tokens }: { db: Database; tokens: AccessTokens }): Authenticate {
  // a restart brings everyone back at once
  const sessions = createBatcher<Caller, boolean>({
    most: limits.auth.sessionsTogether,
    gatherFor: limits.arrivals.gatherFor,
    async run(callers) {
      const ended = new Set(await endedAmong(db, callers[0]!.tenantId, callers));
      return callers.map((caller) => ({ result: !ended.has(caller) }));
    },
  });

  return async (token) => {
    try {
      const verified = await tokens.verify(token);
      const isAlive = await sessions.submit(verified.caller.tenantId, verified.caller);
      return isAlive ? verified : { refusal: 'SESSION_ENDED' };
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      if (error.reason === 'TOKEN_EXPIRED' || error.reason === 'TOKEN_INVALID') return { refusal: error.reason };
      throw error;
    }
  };
}
