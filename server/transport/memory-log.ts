import type { Topic } from '../../shared/topics.ts';
import type { Bus } from '../realtime/bus.ts';
import type { Audience, EventLog, LogEvent } from '../realtime/event-log.ts';
import { topicHints } from '../realtime/topic-hints.ts';

/** A log in memory, for tests of what comes after the log. */
export interface MemoryLog extends EventLog {
  append(bodies: string[], audiences?: Audience[]): void;
}

export function createMemoryLog(bus: Bus, tenantId: string, topic: Topic): MemoryLog {
  const events: LogEvent[] = [];
  return {
    append(bodies, audiences = []) {
      const added = bodies.map(
        (body, index): LogEvent => ({ seq: events.length + 1 + index, type: 'test', audience: audiences[index] ?? 'everyone', body }),
      );
      events.push(...added);
      bus.publish(topicHints, { tenantId, topic, seq: events.length, events: added });
    },
    write: () => Promise.reject(new Error('Use append.')),
    read: async (_, __, after) => events.slice(after, after + 10),
    heads: async () => new Map([[topic, events.length]]),
    oldest: async () => events[0]?.seq ?? null,
  };
}
