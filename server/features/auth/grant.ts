import type { SignedIn, User } from '../../../shared/auth.ts';
import type { LiveSession } from './sessions.ts';
import type { AccessTokens } from './tokens.ts';

/** What somebody holds after signing in: the answer, and the refresh token for the cookie. */
export interface Grant {
  signedIn: SignedIn;
  refreshToken: string;
  /** When the session ends at the latest. */
  refreshExpiresAt: Date;
}

export async function grantSession(tokens: AccessTokens, user: User, session: LiveSession, refreshToken: string): Promise<Grant> {
  const { id: userId, tenantId, tenantKind, name, role } = user;
  const { token, expiresAt } = await tokens.issue({ tenantId, tenantKind, userId, name, role, sessionId: session.id });
  return {
    signedIn: { accessToken: token, expiresAt: expiresAt.toISOString(), user },
    refreshToken,
    refreshExpiresAt: session.expiresAt,
  };
}
