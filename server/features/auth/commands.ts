import type { TenantTransaction } from '../../db/database.ts';
import { Failure, notFound } from '../../failure.ts';
import type { Caller } from '../../transport/context.ts';
import { recordAudit } from '../audit/audit-log.ts';
import { grantSession, type Grant } from './grant.ts';
import { findUser } from './queries.ts';
import { tenantOfRefreshToken } from './refresh-tokens.ts';
import { rotate } from './rotation.ts';
import { announceEnded } from './session-bus.ts';
import { closeSession, sessionOfToken, touchSession } from './sessions.ts';
import { createSignIn, type SignIn, type SignInDeps } from './sign-in.ts';

export interface AuthCommands {
  login: SignIn;
  /** Exchanges a refresh token for the next. Throws SESSION_ENDED; a token in two hands ends its session. */
  refresh(refreshToken: string): Promise<Grant>;
  /** Ends the caller's session. Safe to repeat. */
  logout(caller: Caller): Promise<void>;
  /** Ends the session of a refresh token, if there is one. Safe to repeat. */
  logoutByToken(refreshToken: string): Promise<void>;
  /** Ends one of the caller's own sessions. Safe to repeat; throws NOT_FOUND for any other. */
  endSession(caller: Caller, sessionId: string): Promise<void>;
}

/** The session if it was alive until now, else null. */
async function endReused(trx: TenantTransaction, tenantId: string, sessionId: string): Promise<string | null> {
  const closed = await closeSession(trx, tenantId, sessionId, 'reuse');
  if (!closed) return null;
  await recordAudit(trx, { tenantId, actorId: closed.userId, sessionId, action: 'auth.refresh_reused', outcome: 'denied' });
  return sessionId;
}

const sessionHasEnded = (): Failure => new Failure('SESSION_ENDED', 'This session has ended. Sign in again.');

export function createAuthCommands(deps: SignInDeps): AuthCommands {
  const { db, bus, tokens, refreshTokens } = deps;

  async function end(tenantId: string, sessionId: string, action: string, actor?: Caller): Promise<void> {
    const ended = await db.withTenant(tenantId, async (trx) => {
      const closed = await closeSession(trx, tenantId, sessionId, 'logout');
      if (!closed) return false;
      const actorId = actor?.userId ?? closed.userId;
      await recordAudit(trx, { tenantId, actorId, sessionId: actor?.sessionId ?? sessionId, action, outcome: 'allowed' });
      return true;
    });
    if (ended) announceEnded(bus, sessionId);
  }

  return {
    login: createSignIn(deps),

    async refresh(refreshToken) {
      const tenantId = tenantOfRefreshToken(refreshToken);
      if (!tenantId) throw sessionHasEnded();
      const result = await db.withTenant(tenantId, async (trx) => {
        const rotation = await rotate(trx, { refreshTokens, tenantId, presented: refreshToken });
        if (rotation.outcome === 'unknown') throw sessionHasEnded();
        const { sessionId } = rotation;
        // not thrown: that would undo the end of the session
        if (rotation.outcome === 'reused') return { reused: await endReused(trx, tenantId, sessionId) };
        const session = await touchSession(trx, tenantId, sessionId);
        const user = session && (await findUser(trx, tenantId, session.userId));
        if (!session || !user) throw sessionHasEnded();
        return { user, session, token: rotation.token };
      });
      if (result.user) return grantSession(tokens, result.user, result.session, result.token);
      if (result.reused) announceEnded(bus, result.reused);
      throw sessionHasEnded();
    },

    logout: (caller) => end(caller.tenantId, caller.sessionId, 'auth.logout', caller),

    async logoutByToken(refreshToken) {
      const tenantId = tenantOfRefreshToken(refreshToken);
      if (!tenantId) return;
      const sessionId = await db.withTenant(tenantId, (trx) => sessionOfToken(trx, tenantId, refreshToken));
      if (sessionId) await end(tenantId, sessionId, 'auth.logout');
    },

    async endSession(caller, sessionId) {
      const own = await db.withTenant(caller.tenantId, (trx) =>
        trx
          .selectFrom('session')
          .select('id')
          .where('tenant_id', '=', caller.tenantId)
          .where('id', '=', sessionId)
          .where('user_id', '=', caller.userId)
          .executeTakeFirst(),
      );
      if (!own) throw notFound();
      await end(caller.tenantId, sessionId, 'auth.end_session', caller);
    },
  };
}
