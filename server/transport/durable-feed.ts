import { tracked, type TrackedEnvelope } from '@trpc/server';
import { limits } from '../../shared/limits.ts';
import type { Topic } from '../../shared/topics.ts';
import type { Cursors } from '../realtime/cursor.ts';
import type { EventBatch } from '../realtime/event-batch.ts';
import { mayReceive, type Audience, type EventLog, type LogEvent } from '../realtime/event-log.ts';
import { eventStream, type Attached, type StreamItem } from '../realtime/event-stream.ts';
import type { Metrics } from '../metrics.ts';
import { Rest, restAs } from '../realtime/rest.ts';
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

interface DurableFeedRequest<Event> extends FollowRequest<Event> {
  lastEventId: string | null | undefined;
  signal: AbortSignal;
  /** The first value of a fresh reader, who then gets what comes after its `seq`. */
  first: Event & { seq: number };
}

interface FollowRequest<Event> {
  tenantId: string;
  topic: Topic;
  audience: Audience;
  connection: Connection | null;
  notice(notice: FeedNotice): Event;
  /** Called when this event, and all before it, have been handed to the reader's socket. */
  onDelivered?(event: LogEvent): void;
  /** Whether the feed is over for this reader after the event. */
  isLast?(event: LogEvent): boolean;
}

/**
 * A topic's durable events as a subscription yields them: exactly those after `lastEventId`, or after `first` for a
 * fresh reader. Every value is tracked: one that is not would erase the reader's place. With a connection it rests
 * whenever it has caught up, and what comes then is written to the connection past it.
 */
export async function* durableFeed<Event>(
  dependencies: DurableFeedDependencies,
  { lastEventId, first, signal, ...request }: DurableFeedRequest<Event>,
): AsyncGenerator<TrackedEnvelope<Event>, void> {
  const feed = new Feed(dependencies, request);
  if (!lastEventId) yield feed.tell(first.seq, first);
  const after = lastEventId ? dependencies.cursors.parse(request.topic, lastEventId) : first.seq;
  yield* feed.follow({ after, signal, isComingBack: Boolean(lastEventId) });
}

interface From {
  after: number | null;
  signal: AbortSignal;
  /** Whether the reader waits to hear that it has caught up. */
  isComingBack?: boolean;
  attached?: Attached;
}

/** What of a feed outlasts its rests. */
class Feed<Event> {
  readonly #dependencies: DurableFeedDependencies;
  readonly #request: FollowRequest<Event>;

  constructor(dependencies: DurableFeedDependencies, request: FollowRequest<Event>) {
    this.#dependencies = dependencies;
    this.#request = request;
  }

  tell(seq: number, event: Event): TrackedEnvelope<Event> {
    return this.#tellText(seq, JSON.stringify(event));
  }

  async *follow({ isComingBack = false, ...from }: From): AsyncGenerator<TrackedEnvelope<Event>, void> {
    const { log, tailers, metrics } = this.#dependencies;
    const { tenantId, topic, audience, connection, notice, onDelivered, isLast } = this.#request;
    const direct = (page: EventBatch) => this.direct(page);
    for await (const item of eventStream({ ...from, log, tailers, tenantId, topic, outlet: connection, direct, rests: connection !== null })) {
      if (item.kind === 'rest') {
        yield restAs(new RestingFeed(this, item.seq, item.attached));
        return;
      }
      if (item.kind !== 'event') {
        if (item.kind === 'reset') metrics.reset();
        else if (isComingBack) metrics.resumed();
        if (item.kind === 'reset' || isComingBack) yield this.tell(item.seq, notice(noticeOf(item)));
        continue;
      }
      const { event } = item;
      if (mayReceive(audience, event)) {
        yield this.#tellText(event.seq, event.body);
        // who asks for the next value has written this one
        metrics.delivered(1);
        onDelivered?.(event);
      }
      if (isLast?.(event)) return;
    }
  }

  /** Writes the events to the connection as they would be yielded, if that can be done at once, and says whether it did. */
  direct(batch: EventBatch): boolean {
    const { cursors, metrics } = this.#dependencies;
    const { topic, audience, connection, onDelivered, isLast } = this.#request;
    const { subscriptionId } = connection ?? {};
    if (!connection || subscriptionId === undefined || batch.events.some((event) => isLast?.(event))) return false;
    const frames = wireFrames(batch, { cursors, topic, audience, subscriptionId, framing: connection.framing });
    if (frames.length > limits.feed.directBytes || !connection.write(frames)) return false;
    const delivered = batch.events.filter((event) => mayReceive(audience, event));
    metrics.delivered(delivered.length);
    const last = delivered.at(-1);
    if (last) onDelivered?.(last);
    return true;
  }

  noteAge(batch: EventBatch): void {
    batch.once('age', () => this.#dependencies.metrics.reachedSocket(ageOf(batch.events[0]!)));
  }

  /** The stored text is the wire text of an Event; it is sent as it is. */
  #tellText(seq: number, json: string): TrackedEnvelope<Event> {
    return tracked(this.#dependencies.cursors.format(this.#request.topic, seq), new Serialized(json) as Event);
  }
}

/** A feed that has caught up: what comes is written at once, for as long as that can be done. */
class RestingFeed<Event> extends Rest {
  readonly #feed: Feed<Event>;
  readonly #attached: Attached;
  #at: number;
  #stopListening: (() => void) | null = null;

  constructor(feed: Feed<Event>, at: number, attached: Attached) {
    super();
    this.#feed = feed;
    this.#at = at;
    this.#attached = attached;
  }

  begin(wake: () => void): boolean {
    const { tailer } = this.#attached;
    if (tailer.top > this.#at) return false;
    this.#stopListening = tailer.onAdvance((batch) => {
      if (batch.follows(this.#at) && this.#feed.direct(batch)) {
        this.#at = batch.last;
        this.#feed.noteAge(batch);
      } else {
        this.#stopListening?.();
        wake();
      }
    });
    return true;
  }

  resume(signal: AbortSignal): AsyncGenerator<TrackedEnvelope<Event>, void> {
    return this.#feed.follow({ after: this.#at, attached: this.#attached, signal });
  }

  end(): void {
    this.#stopListening?.();
    this.#attached.detach();
  }
}

/** Milliseconds since the event was stored; 0 when it came without its time. */
const ageOf = ({ at }: LogEvent): number => (at === undefined ? 0 : Date.now() - Date.parse(at));

const noticeOf = ({ kind, seq }: Exclude<StreamItem, { kind: 'event' | 'rest' }>): FeedNotice => ({
  type: kind === 'reset' ? 'feed.reset' : 'feed.heartbeat',
  seq,
  at: new Date().toISOString(),
});
