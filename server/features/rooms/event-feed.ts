import type { TrackedEnvelope } from '@trpc/server';
import type { RoomEvent } from '../../../shared/rooms.ts';
import { roomTopic } from '../../../shared/topics.ts';
import type { Database } from '../../db/database.ts';
import type { Logger } from '../../logger.ts';
import type { Caller, Connection } from '../../transport/context.ts';
import { durableFeed, type DurableFeedDependencies } from '../../transport/durable-feed.ts';
import { auditCall } from '../audit/audit-log.ts';
import { audienceOf, requireRoom } from './access.ts';
import { endsMembership } from './membership.ts';
import { lastSeqOf, membersOf } from './queries.ts';
import type { Receipts } from './receipts.ts';

export interface EventFeedDependencies extends DurableFeedDependencies {
  db: Database;
  receipts: Receipts;
  logger: Logger;
}

interface EventFeedRequest {
  caller: Caller;
  connection: Connection | null;
  roomId: string;
  lastEventId: string | null | undefined;
  signal: AbortSignal;
}

/**
 * The room's durable events for one reader: `room.joined` first for a fresh one, the events after `lastEventId` for one
 * that comes back. Ends when the reader is no longer a member. Throws NOT_FOUND when the room is not the caller's.
 */
export async function* roomEventFeed(
  { db, receipts, logger, ...dependencies }: EventFeedDependencies,
  { caller, roomId, ...request }: EventFeedRequest,
): AsyncGenerator<TrackedEnvelope<RoomEvent>, void> {
  const { tenantId, userId } = caller;
  const { patientId, lastSeq, members } = await db.snapshot(tenantId, async (trx) => {
    const room = await requireRoom(trx, caller, roomId);
    return { patientId: room.patientId, lastSeq: await lastSeqOf(trx, roomId), members: await membersOf(trx, roomId) };
  });
  await db.withTenant(tenantId, (trx) => auditCall(trx, caller, 'rooms.events', { roomId, patientId }));
  logger.info('room.joined', { tenantId, userId, roomId, seq: lastSeq });
  // who opens a room reads its past next: to the others that has arrived
  if (!request.lastEventId) receipts.delivered(tenantId, roomId, userId, lastSeq);

  yield* durableFeed<RoomEvent>(dependencies, {
    ...request,
    tenantId,
    topic: roomTopic(roomId),
    audience: audienceOf(caller),
    first: { type: 'room.joined', roomId, seq: lastSeq, at: new Date().toISOString(), lastSeq, members },
    notice: (notice) => ({ roomId, ...notice }),
    onDelivered: ({ seq }) => receipts.delivered(tenantId, roomId, userId, seq),
    // what happened before the caller was admitted just now is history, their own coming and going included
    isLast: (event) => event.seq > lastSeq && endsMembership(event, userId),
  });
}
