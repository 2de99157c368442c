import { sql } from 'kysely';
import { limits } from '../../../shared/limits.ts';
import type { TenantTransaction } from '../../db/database.ts';
import { refreshTokenHash, type RefreshTokens } from './refresh-tokens.ts';

export type Rotation =
  | { outcome: 'rotated'; sessionId: string; token: string }
  | { outcome: 'reused'; sessionId: string }
  | { outcome: 'unknown' };

interface RotationRequest {
  refreshTokens: RefreshTokens;
  tenantId: string;
  presented: string;
}

/**
 * Exchanges a refresh token for the newest of its session. The row lock lets one of several concurrent requests rotate;
 * the others, and whoever lost the first reply, get the same successor for `limits.auth.refreshGrace`.
 * Presented later, a used token is in two hands.
 */
export async function rotate(trx: TenantTransaction, { refreshTokens, tenantId, presented }: RotationRequest): Promise<Rotation> {
  const stored = await lockToken(trx, tenantId, presented);
  if (!stored) return { outcome: 'unknown' };
  const sessionId = stored.session_id;

  if (!stored.used) {
    const token = refreshTokens.successor(presented);
    await markUsed(trx, tenantId, presented);
    await storeToken(trx, { tenantId, sessionId, token });
    return { outcome: 'rotated', sessionId, token };
  }
  if (!stored.inGrace) return { outcome: 'reused', sessionId };

  // A browser can apply replies out of order, so its successor may be used already: hand out the end of the chain.
  let token = refreshTokens.successor(presented);
  while ((await lockToken(trx, tenantId, token))?.used) token = refreshTokens.successor(token);
  return { outcome: 'rotated', sessionId, token };
}

export async function storeToken(
  trx: TenantTransaction,
  { tenantId, sessionId, token }: { tenantId: string; sessionId: string; token: string },
): Promise<void> {
  await trx
    .insertInto('refresh_token')
    .values({ tenant_id: tenantId, token_hash: refreshTokenHash(token), session_id: sessionId, used_at: null })
    .execute();
}

/** Ages are told by the database's clock, the only one that all nodes share. */
const lockToken = (trx: TenantTransaction, tenantId: string, token: string) =>
  trx
    .selectFrom('refresh_token')
    .select('session_id')
    .select(sql<boolean>`used_at is not null`.as('used'))
    .select(sql<boolean>`now() < used_at + make_interval(secs => ${limits.auth.refreshGrace / 1_000})`.as('inGrace'))
    .where('tenant_id', '=', tenantId)
    .where('token_hash', '=', refreshTokenHash(token))
    .forUpdate()
    .executeTakeFirst();

async function markUsed(trx: TenantTransaction, tenantId: string, token: string): Promise<void> {
  await trx
    .updateTable('refresh_token')
    .set({ used_at: sql<Date>`now()` })
    .where('tenant_id', '=', tenantId)
    .where('token_hash', '=', refreshTokenHash(token))
    .execute();
}
