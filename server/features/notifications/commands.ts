import { sql } from 'kysely';
import type { z } from 'zod';
import type { preferenceInputs } from '../../../shared/notification-preferences.ts';
import type { NotificationEvent } from '../../../shared/notifications.ts';
import { personTopic, type Topic } from '../../../shared/topics.ts';
import type { Database, TenantTransaction } from '../../db/database.ts';
import type { EventLog } from '../../realtime/event-log.ts';
import type { Caller } from '../../transport/context.ts';
import { unreadOf } from './queries.ts';

/**
 * Marks the caller's notifications read, those of `ids` or all, and tells their other tabs and devices.
 * `unread` is what is left.
 */
export function markRead(log: EventLog, { tenantId, userId }: Caller, ids: string[] | 'all'): Promise<{ unread: number }> {
  return log.write(tenantId, async ({ trx, append }) => {
    const topic = personTopic(userId);
    // Before anything is counted: what another transaction stores meanwhile gets a number after ours, so that the count
    // is true at our place in the order. Nobody who holds this lock waits for what we do next.
    await lockTopic(trx, tenantId, topic);
    const readAt = new Date();
    const marked = await markRows(trx, userId, ids, readAt);
    const unread = await unreadOf(trx, userId);
    if (marked.length > 0) {
      const event = { type: 'notification.read', ids: ids === 'all' ? ids : marked, readAt: readAt.toISOString(), unread } as const;
      await append([{ topic, audience: 'everyone', body: (position): NotificationEvent => ({ ...event, ...position }) }]);
    }
    return { unread };
  });
}

/** Also when nothing has been stored in it yet: a row that is not there cannot be locked. */
const lockTopic = (trx: TenantTransaction, tenantId: string, name: Topic) =>
  trx
    .insertInto('topic')
    .values({ tenant_id: tenantId, name })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'name']).doUpdateSet({ seq: sql`topic.seq` }))
    .execute();

async function markRows(trx: TenantTransaction, userId: string, ids: string[] | 'all', readAt: Date): Promise<string[]> {
  let update = trx.updateTable('notification').set({ read_at: readAt }).where('user_id', '=', userId).where('read_at', 'is', null);
  if (ids !== 'all') update = update.where('id', 'in', ids);
  return (await update.returning('id').execute()).map(({ id }) => id);
}

/** Changes what the input names of the caller's settings and leaves the rest. */
export function setPreferences(
  db: Database,
  { tenantId, userId }: Caller,
  { channels = {}, quietHours }: z.output<typeof preferenceInputs.set>,
): Promise<void> {
  const chosen = JSON.stringify(channels);
  const hours = quietHours ? JSON.stringify(quietHours) : null;
  return db.withTenant(tenantId, async (trx) => {
    await trx
      .insertInto('notification_settings')
      .values({ tenant_id: tenantId, user_id: userId, channels: chosen, quiet_hours: hours })
      .onConflict((conflict) =>
        conflict.columns(['tenant_id', 'user_id']).doUpdateSet({
          channels: sql`notification_settings.channels || excluded.channels`,
          ...(quietHours !== undefined && { quiet_hours: hours }),
        }),
      )
      .execute();
  });
}
