import { limits } from '../../shared/limits.ts';
import type { Topic } from '../../shared/topics.ts';
import { createBatcher } from '../batcher.ts';
import type { Bus } from './bus.ts';
import type { EventLog, LogEvent } from './event-log.ts';
import { createTailer, type Tailer } from './tailer.ts';
import { topicHints } from './topic-hints.ts';

/** The topics that somebody on this node reads, each followed by one tailer. */
export interface Tailers {
  /** Follows the topic for as long as the result is held. Rejects when the database cannot be asked where the log ends. */
  attach(tenantId: string, topic: Topic): Promise<{ tailer: Tailer; detach(): void }>;
  stop(): void;
}

interface TailersOptions {
  log: EventLog;
  bus: Bus;
  onFault: (error: unknown) => void;
  pollEvery?: number;
  /** Told how many events the poll found that no hint had brought. */
  onMissed?: (events: number) => void;
}

export function createTailers({ log, bus, onFault, pollEvery = limits.feed.pollEvery, onMissed }: TailersOptions): Tailers {
  const followed = new Map<string, Map<Topic, { tailer: Promise<Tailer>; readers: number }>>();

  // after a restart every topic is followed anew at once: one query for those of a tenant
  const heads = createBatcher<{ tenantId: string; topic: Topic }, number>({
    most: limits.feed.followedTogether,
    gatherFor: limits.arrivals.gatherFor,
    async run(group) {
      const ends = await log.heads(group[0]!.tenantId, group.map(({ topic }) => topic));
      return group.map(({ topic }) => ({ result: ends.get(topic) ?? 0 }));
    },
  });

  const hear = bus.subscribe(topicHints, ({ tenantId, topic, seq, events }) => {
    void hint(tenantId, topic, seq, events);
  });

  async function hint(tenantId: string, topic: Topic, seq: number, events: LogEvent[]): Promise<void> {
    const entry = followed.get(tenantId)?.get(topic);
    // a tailer that is just being made may have read its head before this event: it must hear of it too
    const tailer = await entry?.tailer.catch(() => null);
    tailer?.hint(seq, events);
  }

  async function found(tenantId: string, topic: Topic, seq: number): Promise<void> {
    const tailer = await followed.get(tenantId)?.get(topic)?.tailer.catch(() => null);
    if (!tailer || seq <= tailer.top) return;
    onMissed?.(seq - tailer.top);
    tailer.hint(seq, []);
  }

  // What makes the bus a mere hint: whatever it lost is seen here, one query for each tenant.
  async function poll(): Promise<void> {
    for (const [tenantId, topics] of followed) {
      try {
        const heads = await log.heads(tenantId, [...topics.keys()]);
        for (const [topic, seq] of heads) void found(tenantId, topic, seq);
      } catch (error) {
        onFault(error);
      }
    }
  }
  let polling: Promise<void> | null = null;
  function look(): void {
    if (followed.size > 0) polling ??= poll().finally(() => (polling = null));
  }
  const timer = setInterval(look, pollEvery);
  // a look that is under way may have asked before the loss was over
  const stopRejoining = bus.onReconnect(() => void (polling ? polling.then(look) : look()));

  function release(tenantId: string, topic: Topic): void {
    const topics = followed.get(tenantId);
    const entry = topics?.get(topic);
    if (!topics || !entry || --entry.readers > 0) return;
    topics.delete(topic);
    if (topics.size === 0) followed.delete(tenantId);
  }

  return {
    async attach(tenantId, topic) {
      const topics = followed.get(tenantId) ?? new Map<Topic, { tailer: Promise<Tailer>; readers: number }>();
      followed.set(tenantId, topics);
      const entry = topics.get(topic) ?? { tailer: follow(tenantId, topic), readers: 0 };
      topics.set(topic, entry);
      entry.readers += 1;
      try {
        const tailer = await entry.tailer;
        let attached = true;
        return {
          tailer,
          detach() {
            if (attached) release(tenantId, topic);
            attached = false;
          },
        };
      } catch (error) {
        release(tenantId, topic);
        throw error;
      }
    },
    stop() {
      clearInterval(timer);
      stopRejoining();
      hear();
    },
  };

  async function follow(tenantId: string, topic: Topic): Promise<Tailer> {
    const head = await heads.submit(tenantId, { tenantId, topic });
    return createTailer({ log, tenantId, topic, head, onFault });
  }
}
