import { newId } from '../../../shared/ids.ts';
import { limits } from '../../../shared/limits.ts';
import type { PresenceStatus } from '../../../shared/presence.ts';
import type { Role } from '../../../shared/roles.ts';
import type { Clock } from '../../clock.ts';
import { createLiveState } from '../../realtime/live-state.ts';
import type { Caller } from '../../transport/context.ts';
import { createStatusTimes } from './status-times.ts';

interface Attendance {
  name: string;
  role: Role;
  sessionId: string;
  /** Of a browser that tells its tabs apart. */
  tabId: string | null;
  /** Whether this is an open connection, or what lingers after the last one closed. */
  connected: boolean;
}

/** Somebody who is online or away. */
interface Attendant {
  userId: string;
  name: string;
  role: Role;
  status: Exclude<PresenceStatus, 'offline'>;
  connections: number;
  devices: number;
}

/**
 * Who is online in a tenant. Every open watch is one connection; a person is online while one of theirs is active, away
 * while all are idle, and counts as present for `limits.live.presenceGrace` after the last one closed: a reload is not
 * an absence, and a tab whose connection is renewed while it is idle stays idle.
 */
export interface Presence {
  /** Counts a connection of the caller. Returns what ends it. */
  enter(caller: Caller, tabId: string | null): () => void;
  /** Says whether a tab of the caller's session is idle; without a tab, all of its browser or device. */
  setAway(caller: Caller, away: boolean, tabId: string | null): void;
  /** Everyone who is online or away. */
  present(tenantId: string): Attendant[];
  /** Since when the person's status is what it is, in milliseconds; null when it has not changed since the start. */
  since(tenantId: string, userId: string): number | null;
  watch(tenantId: string, listener: () => void): () => void;
  stop(): void;
}

export function createPresence({ clock }: { clock: Clock }): Presence {
  const attendance = createLiveState<Attendance>({ clock });
  const times = createStatusTimes(clock);
  const away = new Map<string, Set<string>>();
  const listeners = new Map<string, Set<() => void>>();
  const followed = new Set<string>();

  const isIdle = (tenantId: string, { sessionId, tabId }: Pick<Attendance, 'sessionId' | 'tabId'>): boolean => {
    const idle = away.get(tenantId);
    return idle !== undefined && (idle.has(placeOf(sessionId, null)) || idle.has(placeOf(sessionId, tabId)));
  };

  function present(tenantId: string): Attendant[] {
    const byUser = Map.groupBy(attendance.entries(tenantId), (entry) => entry.userId);
    return [...byUser].map(([userId, entries]) => {
      const connected = entries.filter(({ value }) => value.connected);
      const counted = connected.length > 0 ? connected : entries;
      const { name, role } = entries[0]!.value;
      return {
        userId,
        name,
        role,
        status: counted.every(({ value }) => isIdle(tenantId, value)) ? 'away' : 'online',
        connections: connected.length,
        devices: new Set(connected.map(({ value }) => value.sessionId)).size,
      };
    });
  }

  /** What is idle and no longer here is forgotten, and every change of a status gets its time. */
  function settle(tenantId: string): void {
    const idle = away.get(tenantId);
    if (idle) {
      const here = new Set(attendance.entries(tenantId).flatMap(({ value }) => [placeOf(value.sessionId, null), placeOf(value.sessionId, value.tabId)]));
      for (const place of idle) if (!here.has(place)) idle.delete(place);
      if (idle.size === 0) away.delete(tenantId);
    }
    times.note(tenantId, new Map(present(tenantId).map(({ userId, status }) => [userId, status])));
  }

  function follow(tenantId: string): void {
    if (followed.has(tenantId)) return;
    followed.add(tenantId);
    attendance.watch(tenantId, () => settle(tenantId));
  }

  return {
    enter(caller, tabId) {
      const { tenantId, userId, name, role, sessionId } = caller;
      follow(tenantId);
      const value = { name, role, sessionId, tabId };
      const end = attendance.enter(tenantId, newId(), { userId, value: { ...value, connected: true } });
      return () => {
        const left = `left ${placeOf(sessionId, tabId)}`;
        attendance.enter(tenantId, left, { userId, value: { ...value, connected: false } }, limits.live.presenceGrace);
        end();
      };
    },
    setAway({ tenantId, sessionId }, isAway, tabId) {
      const idle = away.get(tenantId) ?? new Set();
      away.set(tenantId, idle);
      const place = placeOf(sessionId, tabId);
      if (idle.has(place) === isAway) return;
      if (isAway) idle.add(place);
      else idle.delete(place);
      settle(tenantId);
      for (const listener of listeners.get(tenantId) ?? []) listener();
    },
    present,
    since: times.since,
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

const placeOf = (sessionId: string, tabId: string | null): string => `${sessionId} ${tabId ?? ''}`;
