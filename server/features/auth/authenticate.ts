import type { ErrorReason } from '../../../shared/errors.ts';
import type { Database } from '../../db/database.ts';
import { Failure } from '../../failure.ts';
import type { Caller } from '../../transport/context.ts';
import { isSessionAlive } from './queries.ts';
import type { AccessTokens } from './tokens.ts';

type Authentication =
  | { caller: Caller; expiresAt: Date }
  | { refusal: Extract<ErrorReason, 'TOKEN_EXPIRED' | 'TOKEN_INVALID' | 'SESSION_ENDED'> };

/** Says who an access token speaks for, or why nobody. A fault of the database is thrown: it is no refusal. */
export type Authenticate = (token: string) => Promise<Authentication>;

export const createAuthenticate =
  ({ db, tokens }: { db: Database; tokens: AccessTokens }): Authenticate =>
  async (token) => {
    try {
      const verified = await tokens.verify(token);
      return (await isSessionAlive(db, verified.caller)) ? verified : { refusal: 'SESSION_ENDED' };
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      if (error.reason === 'TOKEN_EXPIRED' || error.reason === 'TOKEN_INVALID') return { refusal: error.reason };
      throw error;
    }
  };
