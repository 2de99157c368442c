import { sql } from 'kysely';
import type { Session, User } from '../../../shared/auth.ts';
import type { Role } from '../../../shared/roles.ts';
import type { Database, TenantTransaction } from '../../db/database.ts';
import { Failure } from '../../failure.ts';
import type { Caller } from '../../transport/context.ts';

/** The person, or null when there is no such account or it is disabled. */
export async function findUser(trx: TenantTransaction, tenantId: string, userId: string): Promise<User | null> {
  const user = await trx
    .selectFrom('user_account as account')
    .innerJoin('tenant', 'tenant.tenant_id', 'account.tenant_id')
    .select(['account.id', 'account.name', 'account.email', 'account.role', 'account.tenant_id as tenantId'])
    .select(['tenant.name as tenantName', 'tenant.kind as tenantKind', 'tenant.time_zone as tenantTimeZone'])
    .where('account.tenant_id', '=', tenantId)
    .where('account.id', '=', userId)
    .where('account.disabled_at', 'is', null)
    .executeTakeFirst();
  return user ?? null;
}

/** The caller as they are now. Throws SESSION_ENDED when the account is gone or disabled. */
export async function userOf(db: Database, caller: Caller): Promise<User> {
  const user = await db.withTenant(caller.tenantId, (trx) => findUser(trx, caller.tenantId, caller.userId));
  if (!user) throw new Failure('SESSION_ENDED', 'This session has ended. Sign in again.');
  return user;
}

/** Where the caller is signed in now: their own session, then the most recently used first. */
export async function sessionsOf(db: Database, caller: Caller): Promise<Session[]> {
  const rows = await db.withTenant(caller.tenantId, (trx) =>
    trx
      .selectFrom('session')
      .select(['id', 'created_at', 'last_used_at', 'expires_at', 'user_agent'])
      .where('tenant_id', '=', caller.tenantId)
      .where('user_id', '=', caller.userId)
      .where('ended_at', 'is', null)
      .where('expires_at', '>', sql<Date>`now()`)
      // used with every page that they load, it would change places by being looked at
      .orderBy((eb) => eb('id', '=', caller.sessionId), 'desc')
      .orderBy('last_used_at', 'desc')
      .limit(100)
      .execute(),
  );
  return rows.map((row) => ({
    id: row.id,
    createdAt: row.created_at.toISOString(),
    lastUsedAt: row.last_used_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    userAgent: row.user_agent,
    current: row.id === caller.sessionId,
  }));
}

/**
 * The callers, all of `tenantId`, whose session no longer carries them: ended, expired, of a disabled account,
 * or of somebody whose role has changed since the token was issued.
 */
export async function endedAmong(db: Database, tenantId: string, callers: Caller[]): Promise<Caller[]> {
  const sessionIds = callers.map(({ sessionId }) => sessionId);
  // one by one: as a join it may be planned as a look at every session that the tenant ever had
  const { rows: alive } = await db.withTenant(tenantId, (trx) =>
    sql<{ id: string; user_id: string; role: Role }>`
      select session.id, session.user_id, account.role
      from unnest(${sessionIds}::uuid[]) as watched (id)
      cross join lateral (select id, user_id from session where id = watched.id and ended_at is null and expires_at > now() limit 1) session
      cross join lateral (select role from user_account where id = session.user_id and disabled_at is null limit 1) account`.execute(trx),
  );
  const byId = new Map(alive.map((session) => [session.id, session]));
  return callers.filter(({ sessionId, userId, role }) => {
    const session = byId.get(sessionId);
    return session?.user_id !== userId || session.role !== role;
  });
}

