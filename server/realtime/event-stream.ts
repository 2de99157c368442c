import { setTimeout as delay } from 'node:timers/promises';
import { limits } from '../../shared/limits.ts';
import type { Topic } from '../../shared/topics.ts';
import type { EventBatch } from './event-batch.ts';
import type { EventLog, LogEvent } from './event-log.ts';
import { drained, type Outlet } from './outlet.ts';
import type { Tailer } from './tailer.ts';
import type { Tailers } from './tailers.ts';

/** What a reader gets: the next event, or word that what lies between cannot be shown and reading goes on after `seq`. */
export type StreamItem = { kind: 'event'; event: LogEvent } | { kind: 'reset'; seq: number } | { kind: 'caught-up'; seq: number };

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
   * Hands what has just come to the reader at once, past this stream, and says whether it did. While it does, the
   * stream sleeps: an iterator's promises cost several times what a write costs. When it does not, for whatever reason,
   * the stream goes on itself, from the same place.
   */
  direct?: (batch: EventBatch) => boolean;
}

/**
 * Every event of the topic after `after`, once, in order, for as long as the signal allows. It attaches to the end of
 * the log before it reads the past, so nothing falls between the two; what comes twice is dropped by its number.
 * A fault of the database delays the stream and does not end it. Says `caught-up` once, when it has reached the end
 * that the log had on attaching.
 */
export async function* eventStream(options: EventStreamOptions): AsyncGenerator<StreamItem, void> {
  const { log, tailers, tenantId, topic, signal } = options;
  const attached = await persistently(() => tailers.attach(tenantId, topic), signal);
  if (!attached) return;
  const { tailer, detach } = attached;
  try {
    // A position ahead of what this node has read may be one that another node gave out: ask the log itself.
    if (typeof options.after === 'number' && options.after > tailer.top) {
      const heads = await persistently(() => log.heads(tenantId, [topic]), signal);
      tailer.hint(heads?.get(topic) ?? 0, []);
      if (!heads || options.after <= (heads.get(topic) ?? 0)) await advanced(tailer, options.after - 1, signal);
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
        cursor = await advanced(tailer, cursor, signal, options.direct);
        continue;
      }
      const after: number = cursor;
      const page = tailer.recent(after) ?? (await persistently(() => tailer.read(after), signal));
      if (!page) return;
      if (page.length === 0) {
        yield { kind: 'reset', seq: tailer.top };
        cursor = tailer.top;
      }
      for (const event of page) {
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
    detach();
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

/** Resolves when the topic has moved beyond what `direct` took or the reader is gone: to where the reader is then. */
function advanced(tailer: Tailer, cursor: number, signal: AbortSignal, direct?: (batch: EventBatch) => boolean): Promise<number> {
  return new Promise((resolve) => {
    let at = cursor;
    const done = () => {
      stopListening();
      signal.removeEventListener('abort', done);
      resolve(at);
    };
    const stopListening = tailer.onAdvance((batch) => {
      if (batch.first === at + 1 && direct?.(batch)) at = batch.last;
      else done();
    });
    signal.addEventListener('abort', done);
    if (signal.aborted || tailer.top > at) done();
  });
}
