import type { PresenceStatus } from '../../../shared/presence.ts';

/** Nobody has touched anything for so long, in milliseconds: away. */
export const awayAfter = 5 * 60_000;

type Status = Exclude<PresenceStatus, 'offline'>;

/**
 * A pharmacist who reads another window is not absent, so a hidden tab says nothing; only the time since the last
 * input of any kind does. Both times are milliseconds of the same clock.
 */
export const idleStatus = (lastInputAt: number, now: number): Status => (now - lastInputAt >= awayAfter ? 'away' : 'online');

/** Follows one tab. Each step returns what is to be told to the server now, or null when it knows. */
export interface IdleWatch {
  /** Somebody touched something. */
  input(): Status | null;
  /** Time has passed: how much is seen here, however long a browser held its timers back. */
  check(): Status | null;
  /** There is a connection again. The server remembers a tab for a short while only, so what is not usual is said again. */
  connected(): Status | null;
}

export function createIdleWatch(now: () => number): IdleWatch {
  let lastInputAt = now();
  let told: Status = 'online';
  const tell = (): Status | null => {
    const status = idleStatus(lastInputAt, now());
    if (status === told) return null;
    told = status;
    return status;
  };
  return {
    input() {
      lastInputAt = now();
      return tell();
    },
    check: tell,
    connected() {
      told = 'online';
      return tell();
    },
  };
}
