import type { SignedIn, User } from '../../../shared/auth.ts';
import type { Database, TenantTransaction } from '../../db/database.ts';
import { Failure, notFound } from '../../failure.ts';
import type { Bus } from '../../realtime/bus.ts';
import type { Caller } from '../../transport/context.ts';
import { recordAudit } from '../audit/audit-log.ts';
import type { SignInAttempts } from './attempts.ts';
import { checkCredentials, type Account } from './credentials.ts';
import { verifyPassword } from './passwords.ts';
import { findUser } from './queries.ts';
import { tenantOfRefreshToken, type RefreshTokens } from './refresh-tokens.ts';
import { rotate } from './rotation.ts';
import { announceEnded } from './session-bus.ts';
import { closeSession, openSession, sessionOfToken, touchSession, type LiveSession } from './sessions.ts';
import type { AccessTokens } from './tokens.ts';

/** What somebody holds after signing in: the answer, and the refresh token for the cookie. */
export interface Grant {
  signedIn: SignedIn;
  refreshToken: string;
  /** When the session ends at the latest. */
  refreshExpiresAt: Date;
}

export interface AuthCommands {
  /** Opens a session. Throws WRONG_CREDENTIALS, whatever the cause, or RATE_LIMITED. */
  login(credentials: { email: string; password: string }, from: { address: string; userAgent: string | null }): Promise<Grant>;
  /** Exchanges a refresh token for the next. Throws SESSION_ENDED; a token in two hands ends its session. */
  refresh(refreshToken: string): Promise<Grant>;
  /** Ends the caller's session. Safe to repeat. */
  logout(caller: Caller): Promise<void>;
  /** Ends the session of a refresh token, if there is one. Safe to repeat. */
  logoutByToken(refreshToken: string): Promise<void>;
  /** Ends one of the caller's own sessions. Safe to repeat; throws NOT_FOUND for any other. */
  endSession(caller: Caller, sessionId: string): Promise<void>;
}

interface AuthCommandsDeps {
  db: Database;
  bus: Bus;
  tokens: AccessTokens;
  refreshTokens: RefreshTokens;
  attempts: SignInAttempts;
  /** Told when a denied sign-in could not be written to the audit log. */
  onFault: (error: unknown) => void;
  verify?: typeof verifyPassword;
}

/** The session if it was alive until now, else null. */
async function endReused(trx: TenantTransaction, tenantId: string, sessionId: string): Promise<string | null> {
  const closed = await closeSession(trx, tenantId, sessionId, 'reuse');
  if (!closed) return null;
  await recordAudit(trx, { tenantId, actorId: closed.userId, sessionId, action: 'auth.refresh_reused', outcome: 'denied' });
  return sessionId;
}

const sessionHasEnded = (): Failure => new Failure('SESSION_ENDED', 'This session has ended. Sign in again.');

export function createAuthCommands(deps: AuthCommandsDeps): AuthCommands {
  const { db, bus, tokens, refreshTokens, attempts, onFault, verify = verifyPassword } = deps;

  async function grant(user: User, session: LiveSession, refreshToken: string): Promise<Grant> {
    const { id: userId, tenantId, tenantKind, name, role } = user;
    const { token, expiresAt } = await tokens.issue({ tenantId, tenantKind, userId, name, role, sessionId: session.id });
    return {
      signedIn: { accessToken: token, expiresAt: expiresAt.toISOString(), user },
      refreshToken,
      refreshExpiresAt: session.expiresAt,
    };
  }

  async function signIn({ tenantId, userId }: Account, userAgent: string | null): Promise<Grant | null> {
    const refreshToken = refreshTokens.first(tenantId);
    const opened = await db.withTenant(tenantId, async (trx) => {
      const user = await findUser(trx, tenantId, userId);
      if (!user) return null;
      const session = await openSession(trx, { tenantId, userId, userAgent, refreshToken });
      await recordAudit(trx, { tenantId, actorId: userId, sessionId: session.id, action: 'auth.login', outcome: 'allowed' });
      return { user, session };
    });
    return opened && grant(opened.user, opened.session, refreshToken);
  }

  /** Not waited for: the time of a commit would tell that the account exists. */
  function recordDenied(accounts: Account[]): void {
    for (const { tenantId, userId } of accounts)
      db.withTenant(tenantId, (trx) =>
        recordAudit(trx, { tenantId, actorId: userId, sessionId: null, action: 'auth.login', outcome: 'denied' }),
      ).catch(onFault);
  }

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
    async login(credentials, { address, userAgent }) {
      const granted = await attempts.run(credentials.email, address, async () => {
        const { match, named } = await checkCredentials(db, verify, credentials);
        if (match) return signIn(match, userAgent);
        recordDenied(named);
        return null;
      });
      if (!granted) throw new Failure('WRONG_CREDENTIALS', 'The e-mail address or the password is wrong.');
      return granted;
    },

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
      if (result.user) return grant(result.user, result.session, result.token);
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
