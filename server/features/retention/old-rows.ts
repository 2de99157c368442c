import { sql } from 'kysely';
import { v7 } from 'uuid';
import { limits } from '../../../shared/limits.ts';
import type { TenantTransaction } from '../../db/database.ts';

const { peopleTogether, rowsTogether, readNotificationDays, unreadNotificationDays, sessionDays, signInFailureDays } = limits.retention;
const day = 24 * 3_600_000;

/**
 * Removes old notifications and sessions of the people after `after` by id, a few of each of `peopleTogether`. Returns after
 * whom to go on, who may be the same; null when nobody is left.
 */
export async function removeOfPeople(trx: TenantTransaction, tenantId: string, after: string | null): Promise<string | null> {
  let query = trx.selectFrom('user_account').select('id').orderBy('id').limit(peopleTogether);
  if (after) query = query.where('id', '>', after);
  const people = (await query.execute()).map(({ id }) => id);
  const removed = (await removeNotifications(trx, tenantId, people)) + (await removeSessions(trx, tenantId, people));
  if (removed > 0) return after ?? '';
  return people.length < peopleTogether ? null : people.at(-1)!;
}

async function removeNotifications(trx: TenantTransaction, tenantId: string, people: string[]): Promise<number> {
  // their ids are in the order of time, and so is the index
  const newest = v7({ msecs: Date.now() - readNotificationDays * day });
  const { rows: old } = await sql<{ user_id: string; id: string }>`
    select old.user_id, old.id from unnest(${people}::uuid[]) person (id)
    cross join lateral (
      select user_id, id from notification
      where user_id = person.id and id < ${newest}::uuid and (read_at < now() - make_interval(days => ${readNotificationDays}::int)
        or created_at < now() - make_interval(days => ${unreadNotificationDays}::int))
      order by id limit ${Math.ceil(rowsTogether / peopleTogether)}::int
    ) old`.execute(trx);
  // person by person: as a join it may be planned as a look at all that they ever had
  let removed = 0;
  for (const [userId, own] of Map.groupBy(old, ({ user_id }) => user_id)) {
    const { numDeletedRows } = await trx
      .deleteFrom('notification')
      .where('tenant_id', '=', tenantId)
      .where('user_id', '=', userId)
      .where(sql<boolean>`id = any(${own.map(({ id }) => id)}::uuid[])`)
      .executeTakeFirstOrThrow();
    removed += Number(numDeletedRows);
  }
  return removed;
}

async function removeSessions(trx: TenantTransaction, tenantId: string, people: string[]): Promise<number> {
  const { numAffectedRows } = await sql`
    with old as (
      select session.id from unnest(${people}::uuid[]) person (id)
      cross join lateral (
        select id from session
        where user_id = person.id and expires_at < now() - make_interval(days => ${sessionDays}::int)
        order by expires_at limit 1
      ) session
    ), tokens as (
      delete from refresh_token using old where refresh_token.tenant_id = ${tenantId}::uuid and refresh_token.session_id = old.id
    )
    delete from session using old where session.tenant_id = ${tenantId}::uuid and session.id = old.id`.execute(trx);
  return Number(numAffectedRows);
}

/** Of the whole installation, `rowsTogether` at once. */
export async function removeSignInFailures(trx: TenantTransaction): Promise<void> {
  await sql`
    delete from sign_in_failure where id = any(array(
      select id from sign_in_failure where at < now() - make_interval(days => ${signInFailureDays}::int)
      order by at limit ${rowsTogether}::int for update skip locked))`.execute(trx);
}
