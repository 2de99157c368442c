import { limits } from '../../shared/limits.ts';
import type { Topic } from '../../shared/topics.ts';
import { EventBatch } from './event-batch.ts';
import type { EventLog, LogEvent } from './event-log.ts';

/**
 * The end of one topic's log, followed for all readers of this node. Hints tell it when to look; what it holds comes
 * from the log, in order and without holes: an event that came with a hint is taken only as the very next one.
 */
export interface Tailer {
  /** The last number known. */
  readonly top: number;
  /** The recent events after `after` when all of them are still held, else null: then they must be read from the log. */
  recent(after: number): LogEvent[] | null;
  /** The events after `after` from the log; who asks for the same at once reads together. */
  read(after: number): Promise<EventBatch>;
  /** Something happened up to `seq`; `events` are what the hint carried. */
  hint(seq: number, events: LogEvent[]): void;
  /** Calls back whenever `top` has risen, with what has come: nothing, when all of it was pruned. Returns the function that stops it. */
  onAdvance(listener: (batch: EventBatch) => void): () => void;
}

interface TailerOptions {
  log: Pick<EventLog, 'read'>;
  tenantId: string;
  topic: Topic;
  /** The last number of the topic at the time of attaching. */
  head: number;
  /** Told when reading the log failed; the next hint or poll tries again. */
  onFault: (error: unknown) => void;
}

export function createTailer({ log, tenantId, topic, head, onFault }: TailerOptions): Tailer {
  let top = head;
  let announced = head;
  let reading = false;
  const ring: LogEvent[] = [];
  const readings = new Map<number, Promise<EventBatch>>();
  const listeners = new Set<(batch: EventBatch) => void>();

  function take(events: LogEvent[]): void {
    const taken: LogEvent[] = [];
    for (const event of events) {
      if (event.seq !== top + 1) continue;
      taken.push(event);
      top = event.seq;
    }
    if (taken.length === 0) return;
    ring.push(...taken);
    if (ring.length > limits.feed.ringEvents) ring.splice(0, ring.length - limits.feed.ringEvents);
    tell(new EventBatch(taken));
  }

  function tell(batch: EventBatch): void {
    for (const listener of listeners) listener(batch);
  }

  async function catchUp(): Promise<void> {
    if (reading) return;
    reading = true;
    try {
      while (top < announced) {
        const page = await log.read(tenantId, topic, top);
        const first = page[0]?.seq ?? announced + 1;
        // The log was pruned beyond what was read. Readers see the hole in the log themselves and reset.
        if (first > top + 1) {
          ring.length = 0;
          top = first - 1;
        }
        if (page.length > 0) take(page);
        else tell(new EventBatch([]));
      }
    } catch (error) {
      onFault(error);
    } finally {
      reading = false;
    }
  }

  return {
    get top() {
      return top;
    },
    recent(after) {
      const first = ring[0];
      if (!first || first.seq > after + 1) return null;
      return ring.slice(after + 1 - first.seq);
    },
    read(after) {
      const read = async () => new EventBatch(await log.read(tenantId, topic, after));
      const reading = readings.get(after) ?? read().finally(() => readings.delete(after));
      readings.set(after, reading);
      return reading;
    },
    hint(seq, events) {
      announced = Math.max(announced, seq);
      if (!reading) take(events);
      if (top < announced) void catchUp();
    },
    onAdvance(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
