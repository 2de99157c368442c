import type { Topic } from '../../shared/topics.ts';
import type { Bus } from '../realtime/bus.ts';
import { topicHints, type Audience, type EventLog, type LogEvent, type TopicHint } from '../realtime/event-log.ts';

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
      bus.publish(topicHints, { tenantId, topic, events: added } satisfies TopicHint);
    },
    write: () => Promise.reject(new Error('Use append.')),
    read: async (_, __, after) => events.slice(after, after + 10),
    heads: async () => new Map([[topic, events.length]]),
    oldest: async () => events[0]?.seq ?? null,
  };
}
