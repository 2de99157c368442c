import { z } from 'zod';
import { idSchema } from '../../../shared/ids.ts';
import type { Bus } from '../../realtime/bus.ts';

const channel = 'sessions';
const sessionEnded = z.object({ type: z.literal('session.ended'), sessionId: idSchema });

/** Tells every node that a session has ended. Only after the commit. */
export function announceEnded(bus: Bus, sessionId: string): void {
  bus.publish(channel, { type: 'session.ended', sessionId } satisfies z.infer<typeof sessionEnded>);
}

/** Hears of sessions that ended on any node; returns the function that stops listening. */
export const onAnnouncedEnd = (bus: Bus, heard: (sessionId: string) => void): (() => void) =>
  bus.subscribe(channel, (message) => {
    const parsed = sessionEnded.safeParse(message);
    if (parsed.success) heard(parsed.data.sessionId);
  });
