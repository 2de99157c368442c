import { tracked, type TrackedEnvelope } from '@trpc/server';
import type { Topic } from '../../shared/topics.ts';
import type { Cursors } from '../realtime/cursor.ts';
import { mayReceive, type Audience, type EventLog, type LogEvent } from '../realtime/event-log.ts';
import { eventStream, type StreamItem } from '../realtime/event-stream.ts';
import { Serialized } from '../realtime/serialized.ts';
import type { Tailers } from '../realtime/tailers.ts';
import type { Connection } from './context.ts';

export interface DurableFeedDependencies {
  log: EventLog;
  tailers: Tailers;
  cursors: Cursors;
}

/** What a feed says beside the stored events: a hole that cannot be filled, or that a resumed reader has caught up. */
interface FeedNotice {
  type: 'feed.reset' | 'feed.heartbeat';
  seq: number;
  at: string;
}

interface DurableFeedRequest<Event> {
  tenantId: string;
  topic: Topic;
  audience: Audience;
  connection: Connection | null;
  lastEventId: string | null | undefined;
  signal: AbortSignal;
  /** The first value of a fresh reader, who then gets what comes after its `seq`. */
  first: Event & { seq: number };
  notice(notice: FeedNotice): Event;
  /** Called when an event has been handed to the reader's socket. */
  onDelivered?(event: LogEvent): void;
  /** Whether the feed is over for this reader after the event. */
  isLast?(event: LogEvent): boolean;
}

/**
 * A topic's durable events as a subscription yields them: exactly those after `lastEventId`, or after `first` for a
 * fresh reader. Every value is tracked: one that is not would erase the reader's place.
 */
export async function* durableFeed<Event>(
  { log, tailers, cursors }: DurableFeedDependencies,
  { tenantId, topic, audience, connection, lastEventId, signal, first, notice, onDelivered, isLast }: DurableFeedRequest<Event>,
): AsyncGenerator<TrackedEnvelope<Event>, void> {
  const tell = (seq: number, event: Event) => tracked(cursors.format(topic, seq), event);
  if (!lastEventId) yield tell(first.seq, first);
  const after = lastEventId ? cursors.parse(topic, lastEventId) : first.seq;

  for await (const item of eventStream({ log, tailers, tenantId, topic, after, signal, outlet: connection })) {
    if (item.kind !== 'event') {
      if (item.kind === 'reset' || lastEventId) yield tell(item.seq, notice(noticeOf(item)));
      continue;
    }
    const { event } = item;
    if (mayReceive(audience, event)) {
      // the stored text is the wire text of an Event; it is sent as it is
      yield tell(event.seq, new Serialized(event.body) as Event);
      // tRPC asks for the next value once this one is written
      onDelivered?.(event);
    }
    if (isLast?.(event)) return;
  }
}

const noticeOf = ({ kind, seq }: Exclude<StreamItem, { kind: 'event' }>): FeedNotice => ({
  type: kind === 'reset' ? 'feed.reset' : 'feed.heartbeat',
  seq,
  at: new Date().toISOString(),
});
