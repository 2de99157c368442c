import type { Member } from '../../../shared/rooms.ts';

/** Who has a room open. Grouped twice: by room for those in it, orders by tenant for the queue. */
export interface Viewer {
  roomId: string;
  member: Member;
}

export const viewersOfRoom = (roomId: string): string => `room:${roomId}`;
export const viewersOfTenant = (tenantId: string): string => `tenant:${tenantId}`;

/** One entry a person, however many tabs they have, in a steady order. */
export const distinctMembers = <T extends { id: string }>(members: T[]): T[] =>
  [...new Map(members.map((member) => [member.id, member])).values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
