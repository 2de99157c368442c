import { sql } from 'kysely';
import { newId } from '../../../shared/ids.ts';
import { limits } from '../../../shared/limits.ts';
import type { TenantTransaction } from '../../db/database.ts';
import { refreshTokenHash } from './refresh-tokens.ts';
import { storeToken } from './rotation.ts';

export interface LiveSession {
  id: string;
  userId: string;
  expiresAt: Date;
}

interface NewSession {
  tenantId: string;
  userId: string;
  userAgent: string | null;
  /** Names the browser, as its cookie does; null for what keeps no cookies. */
  deviceId: string | null;
  refreshToken: string;
}

/** Opens a session of `limits.auth.sessionHours` from now; nothing prolongs it. Clears away what the person's old ones left. */
export async function openSession(trx: TenantTransaction, session: NewSession): Promise<LiveSession> {
  await forgetOldTokens(trx, session.userId);
  const { id, expires_at } = await trx
    .insertInto('session')
    .values({
      tenant_id: session.tenantId,
      id: newId(),
      user_id: session.userId,
      user_agent: session.userAgent?.slice(0, 256) ?? null,
      device_id: session.deviceId,
      expires_at: sql<Date>`now() + make_interval(hours => ${limits.auth.sessionHours})`,
      ended_at: null,
      ended_because: null,
    })
    .returning(['id', 'expires_at'])
    .executeTakeFirstOrThrow();
  await storeToken(trx, { tenantId: session.tenantId, sessionId: id, token: session.refreshToken });
  return { id, userId: session.userId, expiresAt: expires_at };
}

/** Used tokens are kept to recognise a thief; those of a session that is over can no longer be anybody's. */
async function forgetOldTokens(trx: TenantTransaction, userId: string): Promise<void> {
  await trx
    .deleteFrom('refresh_token')
    .using('session')
    .whereRef('session.tenant_id', '=', 'refresh_token.tenant_id')
    .whereRef('session.id', '=', 'refresh_token.session_id')
    .where('session.user_id', '=', userId)
    .where('session.expires_at', '<', sql<Date>`now()`)
    // what was over when the person signed in last has been cleared away then
    .where('session.expires_at', '>=', sql<Date>`(select last.created_at from session last where last.user_id = ${userId} order by last.expires_at desc limit 1)`)
    .execute();
}

/** Marks the session as used now; null when it has ended or expired. */
export async function touchSession(trx: TenantTransaction, tenantId: string, sessionId: string): Promise<LiveSession | null> {
  const row = await trx
    .updateTable('session')
    .set({ last_used_at: sql<Date>`now()` })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', sessionId)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', sql<Date>`now()`)
    .returning(['id', 'user_id', 'expires_at'])
    .executeTakeFirst();
  return row ? { id: row.id, userId: row.user_id, expiresAt: row.expires_at } : null;
}

/** Ends a session; returns whose it was, or null when it had ended before. */
export async function closeSession(
  trx: TenantTransaction,
  tenantId: string,
  sessionId: string,
  because: 'logout' | 'reuse',
): Promise<{ userId: string } | null> {
  const row = await trx
    .updateTable('session')
    .set({ ended_at: sql<Date>`now()`, ended_because: because })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', sessionId)
    .where('ended_at', 'is', null)
    .returning('user_id')
    .executeTakeFirst();
  return row ? { userId: row.user_id } : null;
}

/** The session that a refresh token, used or not, was given to. */
export async function sessionOfToken(trx: TenantTransaction, tenantId: string, token: string): Promise<string | null> {
  const row = await trx
    .selectFrom('refresh_token')
    .select('session_id')
    .where('tenant_id', '=', tenantId)
    .where('token_hash', '=', refreshTokenHash(token))
    .executeTakeFirst();
  return row?.session_id ?? null;
}
