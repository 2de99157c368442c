/** A topic is one gap-free, ordered log within a tenant. */
export type Topic = `room:${string}` | 'schedule' | 'alerts' | 'work' | `person:${string}`;

/** The clinic's appointments; one for each tenant. */
export const scheduleTopic: Topic = 'schedule';

export const roomTopic = (roomId: string): Topic => `room:${roomId}`;

/** The tenant's urgent alerts; one for each tenant. */
export const alertsTopic: Topic = 'alerts';

/** Tasks, prior authorisations and lab results; one for each tenant. */
export const workTopic: Topic = 'work';

/** What concerns one person: their notifications. */
export const personTopic = (userId: string): Topic => `person:${userId}`;
