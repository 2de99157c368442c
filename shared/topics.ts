/**
 * The kinds of topics: `one` for each tenant, or one for `each` id. What is not named here is neither a topic nor told to
 * other nodes.
 */
export const topicKinds = {
  /** What happens in a room, by the room's id. */
  room: 'each',
  /** What concerns one person, by their user id: their notifications. */
  person: 'each',
  /** The clinic's appointments. */
  schedule: 'one',
  /** The tenant's urgent alerts. */
  alerts: 'one',
  /** Tasks, prior authorisations and lab results. */
  work: 'one',
} as const satisfies TopicKinds;

export type TopicKinds = Record<string, 'one' | 'each'>;
export type TopicKind = keyof typeof topicKinds;

/** A topic is one gap-free, ordered log within a tenant. */
export type Topic = { [Kind in TopicKind]: (typeof topicKinds)[Kind] extends 'each' ? `${Kind}:${string}` : Kind }[TopicKind];

export const scheduleTopic: Topic = 'schedule';
export const roomTopic = (roomId: string): Topic => `room:${roomId}`;
export const alertsTopic: Topic = 'alerts';
export const workTopic: Topic = 'work';
export const personTopic = (userId: string): Topic => `person:${userId}`;
