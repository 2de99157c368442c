import type { PresenceEvent, PresentUser } from '../../../shared/presence.ts';

export const presenceKey = ['presence'] as const;

/** Everyone whom the caller may know about, by id; staff who are offline too. */
export type Present = Readonly<Record<string, PresentUser>>;

export function mergePresence(present: Present, event: PresenceEvent): Present {
  switch (event.type) {
    case 'presence.snapshot':
      return Object.fromEntries(event.users.map((user) => [user.userId, user]));
    case 'presence.changed':
      return { ...present, [event.user.userId]: event.user };
  }
}

/** Takes in the reply to a change of somebody's duty: it may come before the event. */
export function mergeOnDuty(present: Present, userId: string, onDuty: boolean): Present {
  const user = present[userId];
  return user ? { ...present, [userId]: { ...user, onDuty } } : present;
}
