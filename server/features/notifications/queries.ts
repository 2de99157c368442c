import { sql } from 'kysely';
import type { z } from 'zod';
import { defaultPreferences, type NotificationPreferences } from '../../../shared/notification-preferences.ts';
import type { Notification, notificationInputs, NotificationPage } from '../../../shared/notifications.ts';
import type { TenantTransaction } from '../../db/database.ts';

type ListInput = z.output<typeof notificationInputs.list>;

/** One page of the person's notifications, newest first, and how many of all they have not read. */
export async function listNotifications(trx: TenantTransaction, userId: string, input: ListInput): Promise<NotificationPage> {
  let query = trx
    .selectFrom('notification')
    .select(['id', 'type', 'title', 'body', 'entity_kind', 'entity_id', 'created_at', 'read_at'])
    .where('user_id', '=', userId)
    .orderBy('id', 'desc');
  if (input.types) query = query.where(newestOfTypes(userId, input.types, input));
  if (input.unreadOnly) query = query.where('read_at', 'is', null);
  if (input.cursor) query = query.where('id', '<', input.cursor);
  const rows = await query.limit(input.limit + 1).execute();
  const page = rows.slice(0, input.limit);
  return {
    items: page.map(
      (row): Notification => ({
        id: row.id,
        type: row.type,
        title: row.title,
        body: row.body,
        entity: row.entity_kind && row.entity_id ? { kind: row.entity_kind, id: row.entity_id } : null,
        createdAt: row.created_at.toISOString(),
        readAt: row.read_at?.toISOString() ?? null,
      }),
    ),
    nextCursor: rows.length > input.limit ? (page.at(-1)?.id ?? null) : null,
    unread: await unreadOf(trx, userId),
  };
}

/** The newest of each of the types, as many as fill a page. */
const newestOfTypes = (userId: string, types: string[], { unreadOnly, cursor, limit }: Pick<ListInput, 'unreadOnly' | 'cursor' | 'limit'>) => sql<boolean>`id = any(array(
  select page.id from unnest(${types}::text[]) as wanted (type)
  cross join lateral (
    select n.id from notification n
    where n.user_id = ${userId}::uuid and n.type = wanted.type
      ${unreadOnly ? sql`and n.read_at is null` : sql``} ${cursor ? sql`and n.id < ${cursor}::uuid` : sql``}
    order by n.id desc
    limit ${limit + 1}::int
  ) page
))`;

export const unreadOf = async (trx: TenantTransaction, userId: string): Promise<number> => (await unreadOfAll(trx, [userId])).get(userId) ?? 0;

/** How many notifications each of them has not read; who has read all is left out. */
export async function unreadOfAll(trx: TenantTransaction, userIds: string[]): Promise<Map<string, number>> {
  const rows = await trx
    .selectFrom('notification')
    .select((eb) => ['user_id', eb.fn.count<number>('id').as('count')])
    .where(sql<boolean>`user_id = any(${userIds}::uuid[])`)
    .where('read_at', 'is', null)
    .groupBy('user_id')
    .execute();
  return new Map(rows.map((row) => [row.user_id, row.count]));
}

/** What each of them chose, or the defaults where they chose nothing. Who has left is left out. */
export async function preferencesOf(trx: TenantTransaction, userIds: string[]): Promise<Map<string, NotificationPreferences>> {
  if (userIds.length === 0) return new Map();
  const rows = await trx
    .selectFrom('user_account as u')
    .leftJoin('notification_settings as s', (join) => join.onRef('s.tenant_id', '=', 'u.tenant_id').onRef('s.user_id', '=', 'u.id'))
    .select(['u.id', 's.channels', 's.quiet_hours'])
    .where(sql<boolean>`u.id = any(${userIds}::uuid[])`)
    .where('u.disabled_at', 'is', null)
    // one order for everyone who stores rows by it, so that two who store the same wait for each other
    .orderBy('u.id')
    .execute();
  return new Map(rows.map(({ id, channels, quiet_hours }) => [id, toPreferences(channels, quiet_hours)]));
}

const toPreferences = (
  channels: Partial<NotificationPreferences['channels']> | null,
  quietHours: NotificationPreferences['quietHours'],
): NotificationPreferences => ({ channels: { ...defaultPreferences.channels, ...channels }, quietHours });
