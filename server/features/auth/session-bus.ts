import { idSchema } from '../../../shared/id-schema.ts';
import type { Bus, Channel } from '../../realtime/bus.ts';

/** Ids of sessions that have ended. */
export const endedSessions: Channel<string> = {
  name: 'sessions',
  wire: {
    write: (sessionId) => sessionId,
    read: (text) => idSchema.safeParse(text).data ?? null,
    key: (sessionId) => sessionId,
    sealed: false,
  },
};

/** Tells every node that a session has ended. Only after the commit. */
export const announceEnded = (bus: Bus, sessionId: string): void => bus.publish(endedSessions, sessionId);

/** Hears of sessions that ended on any node; returns the function that stops listening. */
export const onAnnouncedEnd = (bus: Bus, heard: (sessionId: string) => void): (() => void) => bus.subscribe(endedSessions, heard);
