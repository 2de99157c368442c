import type { TrackedEnvelope } from '@trpc/server';
import type { WorkItemEvent } from '../../../shared/work-items.ts';
import { workTopic } from '../../../shared/topics.ts';
import type { Database } from '../../db/database.ts';
import type { Caller, Connection } from '../../transport/context.ts';
import { durableFeed, type DurableFeedDependencies } from '../../transport/durable-feed.ts';
import { auditCall } from '../audit/audit-log.ts';

export interface WorkFeedDependencies extends DurableFeedDependencies {
  db: Database;
}

interface WorkFeedRequest {
  caller: Caller;
  connection: Connection | null;
  lastEventId: string | null | undefined;
  signal: AbortSignal;
}

/** The tenant's durable work events: `work.joined` first for a fresh reader, what came after for one who returns. */
export async function* workEventFeed(
  { db, ...dependencies }: WorkFeedDependencies,
  { caller, ...request }: WorkFeedRequest,
): AsyncGenerator<TrackedEnvelope<WorkItemEvent>, void> {
  const { tenantId } = caller;
  await db.withTenant(tenantId, (trx) => auditCall(trx, caller, 'workItems.events'));
  const heads = await dependencies.log.heads(tenantId, [workTopic]);
  yield* durableFeed<WorkItemEvent>(dependencies, {
    ...request,
    tenantId,
    topic: workTopic,
    audience: 'staff',
    first: { type: 'work.joined', seq: heads.get(workTopic) ?? 0, at: new Date().toISOString() },
    notice: (notice) => notice,
  });
}
