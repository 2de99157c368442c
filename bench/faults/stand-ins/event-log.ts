import { createEventLog as original, type EventLog, type LogEvent } from '../../../server/realtime/event-log.ts';
import { topicHints } from '../../../server/realtime/topic-hints.ts';

export * from '../../../server/realtime/event-log.ts';

const kept = 500;

/** Planted: a log whose reader takes what hints brought to this node, and asks the database for nothing. */
export function createEventLog(options: Parameters<typeof original>[0]): EventLog {
  const heard = new Map<string, LogEvent[]>();
  options.bus.subscribe(topicHints, ({ topic, events }) => {
    heard.set(topic, [...(heard.get(topic) ?? []), ...events].slice(-kept));
  });
  return {
    ...original(options),
    read: async (_, topic, after) => (heard.get(topic) ?? []).filter(({ seq }) => seq > after),
  };
}
