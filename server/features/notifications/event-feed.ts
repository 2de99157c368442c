import type { TrackedEnvelope } from '@trpc/server';
import type { NotificationEvent } from '../../../shared/notifications.ts';
import { personTopic } from '../../../shared/topics.ts';
import type { Database } from '../../db/database.ts';
import type { Caller, Connection } from '../../transport/context.ts';
import { durableFeed, type DurableFeedDependencies } from '../../transport/durable-feed.ts';
import { auditCall } from '../audit/audit-log.ts';
import { unreadOf } from './queries.ts';

export interface NotificationFeedDependencies extends DurableFeedDependencies {
  db: Database;
}

interface NotificationFeedRequest {
  caller: Caller;
  connection: Connection | null;
  lastEventId: string | null | undefined;
  signal: AbortSignal;
}

/**
 * The caller's durable notification events: `notifications.joined` first for a fresh reader, what came after for one
 * who returns. The count and the place in the log are of one moment, so that counting on from it is exact.
 */
export async function* notificationEventFeed(
  { db, ...dependencies }: NotificationFeedDependencies,
  { caller, ...request }: NotificationFeedRequest,
): AsyncGenerator<TrackedEnvelope<NotificationEvent>, void> {
  const { tenantId, userId } = caller;
  const topic = personTopic(userId);
  await db.withTenant(tenantId, (trx) => auditCall(trx, caller, 'notifications.events'));
  const { seq, unread } = await db.snapshot(tenantId, async (trx) => {
    const row = await trx.selectFrom('topic').select('seq').where('name', '=', topic).executeTakeFirst();
    return { seq: row?.seq ?? 0, unread: await unreadOf(trx, userId) };
  });
  yield* durableFeed<NotificationEvent>(dependencies, {
    ...request,
    tenantId,
    topic,
    audience: 'everyone',
    first: { type: 'notifications.joined', seq, at: new Date().toISOString(), unread },
    notice: (notice) => notice,
  });
}
