import { topicKinds, type Topic, type TopicKinds } from '../../shared/topics.ts';
import type { Channel } from './bus.ts';
import type { LogEvent } from './event-log.ts';

/** What is told to readers after a commit: a topic has grown. */
export interface TopicHint {
  tenantId: string;
  topic: Topic;
  /** The topic's last number. */
  seq: number;
  /** What was appended, as far as it rides along: only within the node. Other nodes read the log. */
  events: LogEvent[];
}

const id = '[0-9a-f-]{36}';

/** What a hint of topics of these kinds looks like. */
export function hintShape(kinds: TopicKinds): RegExp {
  const topics = Object.entries(kinds).map(([kind, many]) => (many === 'each' ? `${kind}:${id}` : kind));
  return new RegExp(`^(${id}) (${topics.join('|')}) ([1-9][0-9]{0,14})$`);
}

const shape = hintShape(topicKinds);

/** Between nodes a hint is three words: the tenant, the topic and the number. */
export const topicHints: Channel<TopicHint> = {
  name: 'topics',
  wire: {
    write: ({ tenantId, topic, seq }) => `${tenantId} ${topic} ${seq}`,
    read(text) {
      const [, tenantId, topic, seq] = shape.exec(text) ?? [];
      return tenantId ? { tenantId, topic: topic as Topic, seq: Number(seq), events: [] } : null;
    },
    key: ({ tenantId, topic }) => tenantId + topic,
    sealed: false,
  },
};
