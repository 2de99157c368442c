import { tracked, type TrackedEnvelope } from '@trpc/server';
import { limits } from '../../shared/limits.ts';
import type { Topic } from '../../shared/topics.ts';
import type { Cursors } from '../realtime/cursor.ts';
import type { EventBatch } from '../realtime/event-batch.ts';
import { mayReceive, type Audience, type EventLog, type LogEvent } from '../realtime/event-log.ts';
import { eventStream, type StreamItem } from '../realtime/event-stream.ts';
import type { Metrics } from '../metrics.ts';
import { Serialized } from '../realtime/serialized.ts';
import type { Tailers } from '../realtime/tailers.ts';
import type { Connection } from './context.ts';
import { wireFrames } from './wire-frames.ts';

export interface DurableFeedDependencies {
  log: EventLog;
  tailers: Tailers;
  cursors: Cursors;
  metrics: FeedMetrics;
}

type FeedMetrics = Pick<Metrics, 'delivered' | 'resumed' | 'reset' | 'reachedSocket'>;

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
  /** Called when this event, and all before it, have been handed to the reader's socket. */
  onDelivered?(event: LogEvent): void;
  /** Whether the feed is over for this reader after the event. */
  isLast?(event: LogEvent): boolean;
}

/**
 * A topic's durable events as a subscription yields them: exactly those after `lastEventId`, or after `first` for a
 * fresh reader. Every value is tracked: one that is not would erase the reader's place.
 */
export async function* durableFeed<Event>(
  { log, tailers, cursors, metrics }: DurableFeedDependencies,
  { tenantId, topic, audience, connection, lastEventId, signal, first, notice, onDelivered, isLast }: DurableFeedRequest<Event>,
): AsyncGenerator<TrackedEnvelope<Event>, void> {
  let subscriptionId: unknown;
  const noteId = (id: unknown) => void (subscriptionId = id);
  // the stored text is the wire text of an Event; it is sent as it is
  const tellText = (seq: number, json: string) => tracked(cursors.format(topic, seq), new Serialized(json, noteId) as Event);
  const tell = (seq: number, event: Event) => tellText(seq, JSON.stringify(event));

  /** Once it is known what the client calls the subscription, live events need not pass through tRPC. */
  function direct(batch: EventBatch): boolean {
    if (!connection || subscriptionId === undefined || batch.events.some((event) => isLast?.(event))) return false;
    const frames = wireFrames(batch, { cursors, topic, audience, subscriptionId, framing: connection.framing });
    if (frames.length > limits.feed.directBytes || !connection.write(frames)) return false;
    const delivered = batch.events.filter((event) => mayReceive(audience, event));
    metrics.delivered(delivered.length);
    batch.once('age', () => metrics.reachedSocket(ageOf(batch.events[0]!)));
    const last = delivered.at(-1);
    if (last) onDelivered?.(last);
    return true;
  }

  if (!lastEventId) yield tell(first.seq, first);
  const after = lastEventId ? cursors.parse(topic, lastEventId) : first.seq;

  for await (const item of eventStream({ log, tailers, tenantId, topic, after, signal, outlet: connection, direct })) {
    if (item.kind !== 'event') {
      if (item.kind === 'reset') metrics.reset();
      else if (lastEventId) metrics.resumed();
      if (item.kind === 'reset' || lastEventId) yield tell(item.seq, notice(noticeOf(item)));
      continue;
    }
    const { event } = item;
    if (mayReceive(audience, event)) {
      yield tellText(event.seq, event.body);
      // tRPC asks for the next value once this one is written
      metrics.delivered(1);
      onDelivered?.(event);
    }
    if (isLast?.(event)) return;
  }
}

/** Milliseconds since the event was stored; 0 when it came without its time. */
const ageOf = ({ at }: LogEvent): number => (at === undefined ? 0 : Date.now() - Date.parse(at));

const noticeOf = ({ kind, seq }: Exclude<StreamItem, { kind: 'event' }>): FeedNotice => ({
  type: kind === 'reset' ? 'feed.reset' : 'feed.heartbeat',
  seq,
  at: new Date().toISOString(),
});
