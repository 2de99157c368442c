import { tracked, type TrackedEnvelope } from '@trpc/server';
import type { RoomEvent } from '../../../shared/rooms.ts';
import { roomTopic } from '../../../shared/topics.ts';
import type { Database } from '../../db/database.ts';
import type { Logger } from '../../logger.ts';
import type { Cursors } from '../../realtime/cursor.ts';
import type { EventLog, LogEvent } from '../../realtime/event-log.ts';
import { eventStream, type StreamItem } from '../../realtime/event-stream.ts';
import { Serialized } from '../../realtime/serialized.ts';
import type { Tailers } from '../../realtime/tailers.ts';
import type { Caller, Connection } from '../../transport/context.ts';
import { recordAudit } from '../audit/commands.ts';
import { audienceOf, mayReceive, requireRoom } from './access.ts';
import { lastSeqOf, membersOf } from './queries.ts';
import type { Receipts } from './receipts.ts';

export interface EventFeedDependencies {
  db: Database;
  log: EventLog;
  tailers: Tailers;
  cursors: Cursors;
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
 * that comes back. Every value is tracked: one that is not would erase the reader's place. Ends when the reader is no
 * longer a member. Throws NOT_FOUND when the room is not the caller's.
 */
export async function* roomEventFeed(
  { db, log, tailers, cursors, receipts, logger }: EventFeedDependencies,
  { caller, connection, roomId, lastEventId, signal }: EventFeedRequest,
): AsyncGenerator<TrackedEnvelope<RoomEvent>, void> {
  const topic = roomTopic(roomId);
  const audience = audienceOf(caller);
  const { patientId, ...admission } = await db.snapshot(caller.tenantId, async (trx) => {
    const room = await requireRoom(trx, caller, roomId);
    return { patientId: room.patientId, lastSeq: await lastSeqOf(trx, roomId), members: await membersOf(trx, roomId) };
  });
  const audit = { roomId, patientId, action: 'rooms.events', outcome: 'allowed' } as const;
  await db.withTenant(caller.tenantId, (trx) => recordAudit(trx, { ...caller, actorId: caller.userId, ...audit }));

  logger.info('room.joined', { tenantId: caller.tenantId, userId: caller.userId, roomId, seq: admission.lastSeq });

  const at = () => new Date().toISOString();
  const tell = (event: RoomEvent) => tracked(cursors.format(topic, event.seq), event);
  const pass = (event: LogEvent) =>
    // the stored text is the wire text of a RoomEvent; it is sent as it is
    tracked(cursors.format(topic, event.seq), new Serialized(event.body) as unknown as RoomEvent);

  if (!lastEventId) yield tell({ type: 'room.joined', roomId, seq: admission.lastSeq, at: at(), ...admission });
  const after = lastEventId ? cursors.parse(topic, lastEventId) : admission.lastSeq;

  const stream = eventStream({ log, tailers, tenantId: caller.tenantId, topic, after, signal, outlet: connection });
  for await (const item of stream) {
    if (item.kind !== 'event') {
      const told = announcement(item, roomId, at(), Boolean(lastEventId));
      if (told) yield tell(told);
      continue;
    }
    const { event } = item;
    if (mayReceive(audience, event.audience)) {
      yield pass(event);
      // tRPC asks for the next value once this one is written
      receipts.delivered(caller.tenantId, roomId, caller.userId, event.seq);
    }
    if (endsMembership(event, caller)) return;
  }
}

/** What the reader is told beside the events: a hole that cannot be filled, or that a resumed reader has caught up. */
function announcement(
  item: Exclude<StreamItem, { kind: 'event' }>,
  roomId: string,
  at: string,
  resumed: boolean,
): RoomEvent | null {
  if (item.kind === 'reset') return { type: 'feed.reset', roomId, seq: item.seq, at };
  return resumed ? { type: 'feed.heartbeat', roomId, seq: item.seq, at } : null;
}

function endsMembership(event: LogEvent, caller: Caller): boolean {
  if (event.type !== 'member.left') return false;
  const body = JSON.parse(event.body) as RoomEvent;
  return body.type === 'member.left' && body.userId === caller.userId;
}
