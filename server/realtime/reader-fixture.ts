import type { Topic } from '../../shared/topics.ts';
import type { EventLog } from './event-log.ts';
import { eventStream, type StreamItem } from './event-stream.ts';
import type { Outlet } from './outlet.ts';
import type { Tailers } from './tailers.ts';

/** One reader of a topic, as a subscription is. */
export interface Reader {
  readonly items: StreamItem[];
  /** Where it stands: the number to resume after. */
  readonly position: number;
  /** Resolves once the condition holds, looked at after each item; rejects when the stream failed or ended before. */
  until(condition: () => boolean): Promise<void>;
  /** Drops the connection; resolves when the stream is over. */
  stop(): Promise<void>;
}

interface ReaderOptions {
  node: { log: EventLog; tailers: Tailers };
  tenantId: string;
  topic: Topic;
  after: number | null | 'now';
  outlet?: Outlet;
}

export function startReader({ node, outlet, ...options }: ReaderOptions): Reader {
  const items: StreamItem[] = [];
  const waiting = new Set<() => void>();
  const abort = new AbortController();
  let over: { error: unknown } | null = null;
  let position = typeof options.after === 'number' ? options.after : 0;

  const look = () => {
    for (const waiter of waiting) waiter();
  };
  const stream = eventStream({ ...node, ...options, signal: abort.signal, outlet: outlet ?? null });
  const done = (async () => {
    for await (const item of stream) {
      items.push(item);
      position = item.kind === 'event' ? item.event.seq : item.seq;
      look();
    }
  })().then(
    () => (over = { error: null }),
    (error: unknown) => (over = { error }),
  );
  void done.then(look);

  return {
    items,
    get position() {
      return position;
    },
    until: (condition) =>
      new Promise((resolve, reject) => {
        const waiter = () => {
          if (condition()) resolve();
          else if (over) reject(new Error('The stream was over before the condition held.', { cause: over.error }));
          else return;
          waiting.delete(waiter);
        };
        waiting.add(waiter);
        waiter();
      }),
    async stop() {
      abort.abort();
      await done;
    },
  };
}
