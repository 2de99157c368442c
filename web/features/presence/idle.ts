import type { PresenceStatus } from '../../../shared/presence.ts';

/** Nobody has touched anything for so long, in milliseconds: away. */
export const awayAfter = 5 * 60_000;

/**
 * A pharmacist who reads another window is not absent, so a hidden tab says nothing; only the time since the last
 * input of any kind does. Both times are milliseconds of the same clock.
 */
export const idleStatus = (lastInputAt: number, now: number): Exclude<PresenceStatus, 'offline'> =>
  now - lastInputAt >= awayAfter ? 'away' : 'online';
