import type { TrackedEnvelope } from '@trpc/server';
import type { NotificationEvent } from '../../../shared/notifications.ts';
import { personTopic } from '../../../shared/topics.ts';
import type { Database } from '../../db/database.ts';
import { headsOf } from '../../realtime/event-log.ts';
import type { Caller, Connection } from '../../transport/context.ts';
import { durableFeed, type DurableFeedDependencies } from '../../transport/durable-feed.ts';
import { allowedCall } from '../audit/audit-log.ts';
import { createOpening } from '../audit/open-together.ts';
import { unreadOfAll } from './queries.ts';

export interface NotificationFeedDependencies extends DurableFeedDependencies {
  db: Database;
}

interface NotificationFeedRequest {
  caller: Caller;
  connection: Connection | null;
  lastEventId: string | null | undefined;
  signal: AbortSignal;
}

/** How much the caller has not read, and where their log ends at that moment; they may read it from now on, and that is noted. */
type OpenNotifications = (request: { caller: Caller }) => Promise<{ seq: number; unread: number }>;

export const createOpenNotifications = (db: Database): OpenNotifications =>
  createOpening({
    db,
    async read(trx, requests) {
      const userIds = [...new Set(requests.map(({ caller }) => caller.userId))];
      const heads = await headsOf(trx, userIds.map(personTopic));
      const unread = await unreadOfAll(trx, userIds);
      return requests.map(({ caller: { userId } }) => ({ result: { seq: heads.get(personTopic(userId)) ?? 0, unread: unread.get(userId) ?? 0 } }));
    },
    recordOf: ({ caller }) => allowedCall(caller, 'notifications.events'),
  });

/**
 * The caller's durable notification events: `notifications.joined` first for a fresh reader, what came after for one
 * who returns. The count and the place in the log are of one moment, so that counting on from it is exact.
 */
export async function* notificationEventFeed(
  dependencies: NotificationFeedDependencies,
  openNotifications: OpenNotifications,
  { caller, ...request }: NotificationFeedRequest,
): AsyncGenerator<TrackedEnvelope<NotificationEvent>, void> {
  const { tenantId, userId } = caller;
  const topic = personTopic(userId);
  const { seq, unread } = await openNotifications({ caller });
  yield* durableFeed<NotificationEvent>(dependencies, {
    ...request,
    tenantId,
    topic,
    audience: 'everyone',
    first: { type: 'notifications.joined', seq, at: new Date().toISOString(), unread },
    notice: (notice) => notice,
  });
}
