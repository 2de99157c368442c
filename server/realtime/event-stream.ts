import { setTimeout as delay } from 'node:timers/promises';
import { limits } from '../../shared/limits.ts';
import type { Topic } from '../../shared/topics.ts';
import { EventBatch } from './event-batch.ts';
import type { EventLog, LogEvent } from './event-log.ts';
import { drained, type Outlet } from './outlet.ts';
import type { Tailer } from './tailer.ts';
import type { Tailers } from './tailers.ts';

/** What a reader gets: the next event, or word that what lies between cannot be shown and reading goes on after `seq`. */
export type StreamItem =
  | { kind: 'event'; event: LogEvent }
  | { kind: 'reset'; seq: number }
  | { kind: 'caught-up'; seq: number }
  /** The last of a stream that rests: it has reached `seq`, and whoever takes this holds the tailer now. */
  | { kind: 'rest'; seq: number; attached: Attached };

/** A topic that is followed, until `detach` is called. */
export interface Attached {
  tailer: Tailer;
  detach(): void;
}

interface EventStreamOptions {
  log: EventLog;
  tailers: Tailers;
  tenantId: string;
  topic: Topic;
  /** Go on after this number; null when continuity with what the reader has cannot be shown; `'now'` for a fresh reader. */
  after: number | null | 'now';
  signal: AbortSignal;
  outlet: Outlet | null;
  /**
   * Hands a page to the reader at once, past this stream, and says whether it did: an iterator's promises cost several
   * times what a write costs. When it does not, for whatever reason, the stream tells the page itself.
   */
  direct?: (page: EventBatch) => boolean;
  /** Whether the stream ends when it has caught up, instead of waiting for more. */
  rests?: boolean;
  /** What a stream that rested held. */
  attached?: Attached;
}

/**
 * Every event of the topic after `after`, once, in order, for as long as the signal allows. It attaches to the end of
 * the log before it reads the past, so nothing falls between the two; what comes twice is dropped by its number.
 * A fault of the database delays the stream and does not end it. Says `caught-up` once, when it has reached the end
 * that the log had on attaching.
 */
export async function* eventStream(options: EventStreamOptions): AsyncGenerator<StreamItem, void> {
  const { log, tailers, tenantId, topic, signal, direct } = options;
  const attached = options.attached ?? (await persistently(() => tailers.attach(tenantId, topic), signal));
  if (!attached) return;
  const { tailer } = attached;
  let isHeld = true;
  try {
    // A position ahead of what this node has read may be one that another node gave out: ask the log itself.
    if (typeof options.after === 'number' && options.after > tailer.top) {
      const heads = await persistently(() => log.heads(tenantId, [topic]), signal);
      tailer.hint(heads?.get(topic) ?? 0, []);
      // it reads page by page
      if (!heads || options.after <= (heads.get(topic) ?? 0))
        while (tailer.top < options.after && !signal.aborted) await advanced(tailer, tailer.top, signal);
    }
    const head = tailer.top;
    let cursor = options.after === 'now' ? head : options.after;
    if (cursor === null || cursor > head || head - cursor > limits.feed.replayEvents) {
      yield { kind: 'reset', seq: head };
      cursor = head;
    }
    let caughtUp = false;
    while (!signal.aborted) {
      if (!caughtUp && cursor >= head) {
        caughtUp = true;
        yield { kind: 'caught-up', seq: cursor };
      }
      if (cursor >= tailer.top) {
        if (options.rests) {
          isHeld = false;
          yield { kind: 'rest', seq: cursor, attached };
          return;
        }
        await advanced(tailer, cursor, signal);
        continue;
      }
      const after: number = cursor;
      const recent = tailer.recent(after);
      const page = recent ? new EventBatch(recent) : await persistently(() => tailer.read(after), signal);
      if (!page) return;
      if (page.events.length === 0) {
        yield { kind: 'reset', seq: tailer.top };
        cursor = tailer.top;
      }
      if (direct && page.follows(cursor)) {
        await drained(options.outlet, signal);
        if (direct(page)) cursor = page.last;
      }
      for (const event of page.events) {
        if (event.seq <= cursor) continue;
        if (event.seq > cursor + 1) {
          yield { kind: 'reset', seq: event.seq - 1 };
          cursor = event.seq - 1;
        }
        await drained(options.outlet, signal);
        if (signal.aborted) return;
        yield { kind: 'event', event };
        cursor = event.seq;
      }
    }
  } finally {
    if (isHeld) attached.detach();
  }
}

/** Tries until it works or the reader is gone (null): a passing fault of the database is not the reader's concern. */
async function persistently<T>(attempt: () => Promise<T>, signal: AbortSignal): Promise<T | null> {
  for (let wait = 50; !signal.aborted; wait = Math.min(wait * 2, limits.feed.pollEvery)) {
    try {
      return await attempt();
    } catch {
      await delay(wait * (0.5 + Math.random() / 2), undefined, { signal }).catch(() => undefined);
    }
  }
  return null;
}

/** Resolves when the topic has moved beyond the cursor or the reader is gone. */
function advanced(tailer: Tailer, cursor: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      stopListening();
      signal.removeEventListener('abort', done);
      resolve();
    };
    const stopListening = tailer.onAdvance(done);
    signal.addEventListener('abort', done);
    if (signal.aborted || tailer.top > cursor) done();
  });
}
