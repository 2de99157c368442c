import type { TrackedEnvelope } from '@trpc/server';
import type { ScheduleEvent } from '../../../shared/schedule.ts';
import { scheduleTopic } from '../../../shared/topics.ts';
import type { Database } from '../../db/database.ts';
import type { Caller, Connection } from '../../transport/context.ts';
import { durableFeed, type DurableFeedDependencies } from '../../transport/durable-feed.ts';
import { auditCall } from '../audit/audit-log.ts';

export interface ScheduleFeedDependencies extends DurableFeedDependencies {
  db: Database;
}

interface ScheduleFeedRequest {
  caller: Caller;
  connection: Connection | null;
  lastEventId: string | null | undefined;
  signal: AbortSignal;
}

/** The clinic's durable schedule events: `schedule.joined` first for a fresh reader, what came after for one who returns. */
export async function* scheduleEventFeed(
  { db, ...dependencies }: ScheduleFeedDependencies,
  { caller, ...request }: ScheduleFeedRequest,
): AsyncGenerator<TrackedEnvelope<ScheduleEvent>, void> {
  const { tenantId } = caller;
  await db.withTenant(tenantId, (trx) => auditCall(trx, caller, 'schedule.events'));
  const heads = await dependencies.log.heads(tenantId, [scheduleTopic]);
  yield* durableFeed<ScheduleEvent>(dependencies, {
    ...request,
    tenantId,
    topic: scheduleTopic,
    audience: 'staff',
    first: { type: 'schedule.joined', seq: heads.get(scheduleTopic) ?? 0, at: new Date().toISOString() },
    notice: (notice) => notice,
  });
}
