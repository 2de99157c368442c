import { sql } from 'kysely';
import { limits } from '../../../shared/limits.ts';
import type { TenantTransaction } from '../../db/database.ts';
import { run } from '../../db/statement.ts';
import { auditEntries } from '../audit/audit-log.ts';

interface NewcomerOf {
  tenantId: string;
  userId: string;
  /** How the browser that signs in was known before, or null. */
  deviceId: string | null;
}

const actions = { replaced: 'auth.session_replaced', limit: 'auth.session_limit' } as const;

/**
 * Ends what a new session of the person replaces: the one of the same browser, and the oldest beyond
 * `limits.auth.sessionsPerPerson`. Returns their ids, to be announced after the commit.
 */
export async function endReplaced(trx: TenantTransaction, { tenantId, userId, deviceId }: NewcomerOf): Promise<string[]> {
  // two that sign in at once would each find room for one
  await trx.selectFrom('user_account').select('id').where('tenant_id', '=', tenantId).where('id', '=', userId).forNoKeyUpdate().execute();
  const { rows } = await sql<{ id: string; because: 'replaced' | 'limit' }>`
    update session set ended_at = now(), ended_because = case when device_id = ${deviceId} then 'replaced' else 'limit' end
    where tenant_id = ${tenantId} and user_id = ${userId} and ended_at is null and (device_id = ${deviceId} or id in (
      select id from session
      where tenant_id = ${tenantId} and user_id = ${userId} and ended_at is null and expires_at > now()
        and device_id is distinct from ${deviceId}
      order by created_at desc, id desc offset ${limits.auth.sessionsPerPerson - 1}))
    returning id, ended_because as because`.execute(trx);
  if (rows.length > 0)
    await run(
      trx,
      auditEntries(rows.map(({ id, because }) => ({ tenantId, actorId: userId, sessionId: id, action: actions[because], outcome: 'allowed' as const }))),
    );
  return rows.map(({ id }) => id);
}
