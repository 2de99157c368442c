import { sql } from 'kysely';
import type { z } from 'zod';
import type { preferenceInputs } from '../../../shared/notification-preferences.ts';
import { limits } from '../../../shared/limits.ts';
import type { NotificationEvent } from '../../../shared/notifications.ts';
import { personTopic, type Topic } from '../../../shared/topics.ts';
import type { Database, TenantTransaction } from '../../db/database.ts';
import type { EventLog } from '../../realtime/event-log.ts';
import type { Caller } from '../../transport/context.ts';
import { unreadOf } from './queries.ts';

/** Ids, all that there are, or all up to one. */
type Which = string[] | 'all' | { upTo: string };

/** Marks the caller's notifications read and tells their other tabs and devices. `unread` is what is left. */
export function markRead(log: EventLog, { tenantId, userId }: Pick<Caller, 'tenantId' | 'userId'>, which: Which): Promise<{ unread: number }> {
  return log.write(tenantId, async ({ trx, append }) => {
    const topic = personTopic(userId);
    // Before anything is counted: what another transaction stores meanwhile gets a number after ours, so that the count
    // is true at our place in the order. Nobody who holds this lock waits for what we do next.
    await lockTopic(trx, tenantId, topic);
    const readAt = new Date();
    const marked = await markRows(trx, userId, which, readAt);
    const unread = await unreadOf(trx, userId);
    const told = Array.isArray(which) || unread > 0 ? inParts(marked, unread) : [{ ids: 'all' as const, unread }];
    if (marked.length > 0)
      await append(
        told.map((part) => ({
          topic,
          audience: 'everyone',
          body: (position): NotificationEvent => ({ type: 'notification.read', readAt: readAt.toISOString(), ...part, ...position }),
        })),
      );
    return { unread };
  });
}

/** Somebody has read what came in a room. */
export interface RoomRead {
  tenantId: string;
  userId: string;
  roomId: string;
}

/** Marks read what people were notified of in rooms that they have read; `reads` are of one tenant. */
export async function markConversationsRead(db: Database, log: EventLog, reads: RoomRead[]): Promise<void> {
  const [first] = reads;
  if (!first) return;
  const { tenantId } = first;
  const unread = await db.withTenant(tenantId, (trx) =>
    trx
      .selectFrom('notification')
      .select(['id', 'user_id', 'entity_id'])
      .where('read_at', 'is', null)
      .where(sql<boolean>`user_id = any(${[...new Set(reads.map(({ userId }) => userId))]}::uuid[])`)
      .where(sql<boolean>`entity_id = any(${[...new Set(reads.map(({ roomId }) => roomId))]}::uuid[])`)
      .where('type', 'in', ['message.received', 'order.created', 'message.mention'])
      .execute(),
  );
  const isRead = new Set(reads.map(({ userId, roomId }) => `${userId} ${roomId}`));
  const known = unread.filter(({ user_id, entity_id }) => isRead.has(`${user_id} ${entity_id}`));
  for (const [userId, own] of Map.groupBy(known, ({ user_id }) => user_id)) await markRead(log, { tenantId, userId }, own.map(({ id }) => id));
}

/** An event is bounded: many ids are told in several, each with how many are left after it. */
function inParts(ids: string[], unread: number): { ids: string[]; unread: number }[] {
  const size = limits.notifications.pageMax;
  return Array.from({ length: Math.ceil(ids.length / size) }, (_, part) => {
    const end = Math.min(ids.length, (part + 1) * size);
    return { ids: ids.slice(part * size, end), unread: unread + ids.length - end };
  });
}

/** Also when nothing has been stored in it yet: a row that is not there cannot be locked. */
const lockTopic = (trx: TenantTransaction, tenantId: string, name: Topic) =>
  trx
    .insertInto('topic')
    .values({ tenant_id: tenantId, name })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'name']).doUpdateSet({ seq: sql`topic.seq` }))
    .execute();

async function markRows(trx: TenantTransaction, userId: string, which: Which, readAt: Date): Promise<string[]> {
  let update = trx.updateTable('notification').set({ read_at: readAt }).where('user_id', '=', userId).where('read_at', 'is', null);
  if (Array.isArray(which)) update = update.where('id', 'in', which);
  else if (which !== 'all') update = update.where('id', '<=', which.upTo);
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
