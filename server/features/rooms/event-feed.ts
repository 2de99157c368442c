import type { TrackedEnvelope } from '@trpc/server';
import type { RoomEvent } from '../../../shared/rooms.ts';
import { roomTopic } from '../../../shared/topics.ts';
import type { Logger } from '../../logger.ts';
import type { Caller, Connection } from '../../transport/context.ts';
import { durableFeed, type DurableFeedDependencies } from '../../transport/durable-feed.ts';
import { audienceOf } from './access.ts';
import { endsMembership } from './membership.ts';
import type { OpenRoomEvents } from './open-rooms.ts';
import type { Receipts } from './receipts.ts';

export interface EventFeedDependencies extends DurableFeedDependencies {
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
  { receipts, logger, ...dependencies }: EventFeedDependencies,
  openRoomEvents: OpenRoomEvents,
  { caller, roomId, ...request }: EventFeedRequest,
): AsyncGenerator<TrackedEnvelope<RoomEvent>, void> {
  const { tenantId, userId } = caller;
  const { lastSeq, members } = await openRoomEvents(caller, roomId);
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
