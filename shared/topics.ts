/** A topic is one gap-free, ordered log within a tenant. */
export type Topic = `room:${string}`;

export const roomTopic = (roomId: string): Topic => `room:${roomId}`;
