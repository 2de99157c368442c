import { newId } from '../../../shared/ids.ts';
import { limits } from '../../../shared/limits.ts';
import type { PresentUser } from '../../../shared/presence.ts';
import type { Role } from '../../../shared/roles.ts';
import type { Clock } from '../../clock.ts';
import { createLiveState } from '../../realtime/live-state.ts';
import type { Caller } from '../../transport/context.ts';

interface Attendance {
  name: string;
  role: Role;
  sessionId: string;
  /** Whether this is an open connection, or what lingers after the last one closed. */
  connected: boolean;
}

/**
 * Who is online in a tenant. Every open watch is one connection; a person is online while one of theirs is active, away
 * while all are idle, and counts as present for `limits.live.presenceGrace` after the last one closed: a reload is not
 * an absence.
 */
export interface Presence {
  /** Counts a connection of the caller. Returns what ends it. */
  enter(caller: Caller): () => void;
  /** Says whether the browser or device of the caller's session is idle. */
  setAway(caller: Caller, away: boolean): void;
  /** Everyone who is online or away. */
  present(tenantId: string): PresentUser[];
  watch(tenantId: string, listener: () => void): () => void;
  stop(): void;
}

export function createPresence({ clock }: { clock: Clock }): Presence {
  const attendance = createLiveState<Attendance>({ clock });
  const away = new Set<string>();
  const listeners = new Map<string, Set<() => void>>();

  return {
    enter(caller) {
      const { tenantId, userId, name, role, sessionId } = caller;
      const key = newId();
      const end = attendance.enter(tenantId, key, { userId, value: { name, role, sessionId, connected: true } });
      return () => {
        const value = { name, role, sessionId, connected: false };
        attendance.enter(tenantId, `left ${userId}`, { userId, value }, limits.live.presenceGrace);
        end();
        const open = attendance.entries(tenantId).some((entry) => entry.value.connected && entry.value.sessionId === sessionId);
        if (!open) away.delete(sessionId);
      };
    },
    setAway({ tenantId, sessionId }, isAway) {
      const before = away.has(sessionId);
      if (isAway) away.add(sessionId);
      else away.delete(sessionId);
      if (before !== isAway) for (const listener of listeners.get(tenantId) ?? []) listener();
    },
    present(tenantId) {
      const byUser = Map.groupBy(attendance.entries(tenantId), (entry) => entry.userId);
      return [...byUser].map(([userId, entries]) => {
        const connected = entries.filter(({ value }) => value.connected);
        const idle = connected.length > 0 && connected.every(({ value }) => away.has(value.sessionId));
        const { name, role } = entries[0]!.value;
        return { userId, name, role, status: idle ? 'away' : 'online', connections: connected.length };
      });
    },
    watch(tenantId, listener) {
      const own = listeners.get(tenantId) ?? new Set();
      listeners.set(tenantId, own.add(listener));
      const unwatch = attendance.watch(tenantId, listener);
      return () => {
        unwatch();
        own.delete(listener);
        if (own.size === 0 && listeners.get(tenantId) === own) listeners.delete(tenantId);
      };
    },
    stop: () => attendance.stop(),
  };
}
