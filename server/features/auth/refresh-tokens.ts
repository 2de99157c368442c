import { createHash, createHmac, randomBytes } from 'node:crypto';
import { idSchema } from '../../../shared/id-schema.ts';
import { deriveKey } from './secret-key.ts';

/**
 * A refresh token is `<tenant id>.<256 bits, base64url>`. It means nothing by itself: the database knows its hash,
 * and the tenant id only says in whose rows to look.
 */
export interface RefreshTokens {
  /** The first token of a session. */
  first(tenantId: string): string;
  /**
   * The one token that can follow `token`. It is computed, so a repeated request gets the same one
   * although no token is stored, and nobody without SECRET_KEY can compute it.
   */
  successor(token: string): string;
}

export function createRefreshTokens(secretKey: Uint8Array): RefreshTokens {
  const key = deriveKey(secretKey, 'refresh-token');
  return {
    first: (tenantId) => `${tenantId}.${randomBytes(32).toString('base64url')}`,
    successor(token) {
      const tenantId = token.slice(0, token.indexOf('.'));
      return `${tenantId}.${createHmac('sha256', key).update(token).digest('base64url')}`;
    },
  };
}

/** What the database stores of a token. The token is random, so a fast hash is enough. */
export const refreshTokenHash = (token: string): Buffer => createHash('sha256').update(token).digest();

/** The tenant that a token claims to be of, or null when it is not a refresh token at all. */
export function tenantOfRefreshToken(token: string): string | null {
  const [tenantId, secret, ...rest] = token.split('.');
  if (rest.length > 0 || !/^[\w-]{43}$/.test(secret ?? '')) return null;
  const id = idSchema.safeParse(tenantId);
  return id.success && id.data === tenantId ? id.data : null;
}
