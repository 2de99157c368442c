import type { TrackedEnvelope } from '@trpc/server';
import type { ScheduleEvent } from '../../../shared/schedule.ts';
import { scheduleTopic } from '../../../shared/topics.ts';
import type { Database } from '../../db/database.ts';
import { headsOf } from '../../realtime/event-log.ts';
import type { Caller, Connection } from '../../transport/context.ts';
import { durableFeed, type DurableFeedDependencies } from '../../transport/durable-feed.ts';
import { allowedCall } from '../audit/audit-log.ts';
import { createOpening } from '../audit/open-together.ts';

export interface ScheduleFeedDependencies extends DurableFeedDependencies {
  db: Database;
}

interface ScheduleFeedRequest {
  caller: Caller;
  connection: Connection | null;
  lastEventId: string | null | undefined;
  signal: AbortSignal;
}

/** Where the schedule's log ends; who asks may read it from now on, and that is noted. */
type OpenSchedule = (request: { caller: Caller }) => Promise<number>;

export const createOpenSchedule = (db: Database): OpenSchedule =>
  createOpening({
    db,
    async read(trx, requests) {
      const heads = await headsOf(trx, [scheduleTopic]);
      return requests.map(() => ({ result: heads.get(scheduleTopic) ?? 0 }));
    },
    recordOf: ({ caller }) => allowedCall(caller, 'schedule.events'),
  });

/** The clinic's durable schedule events: `schedule.joined` first for a fresh reader, what came after for one who returns. */
export async function* scheduleEventFeed(
  dependencies: ScheduleFeedDependencies,
  openSchedule: OpenSchedule,
  { caller, ...request }: ScheduleFeedRequest,
): AsyncGenerator<TrackedEnvelope<ScheduleEvent>, void> {
  const { tenantId } = caller;
  const seq = await openSchedule({ caller });
  yield* durableFeed<ScheduleEvent>(dependencies, {
    ...request,
    tenantId,
    topic: scheduleTopic,
    audience: 'staff',
    first: { type: 'schedule.joined', seq, at: new Date().toISOString() },
    notice: (notice) => notice,
  });
}
