import { newId } from '../../../shared/ids.ts';
import { limits } from '../../../shared/limits.ts';
import type { PresenceStatus } from '../../../shared/presence.ts';
import type { Role } from '../../../shared/roles.ts';
import type { Clock } from '../../clock.ts';
import { createLiveState, type SharedState } from '../../realtime/live-state.ts';
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
  /** What the nodes tell each other, by name. */
  shared: { attendance: SharedState; idle: SharedState };
  stop(): void;
}

/** A mark of somebody who is gone for good must not stay in memory, whatever was missed. */
const idleAtMost = limits.auth.sessionHours * 3_600_000;

export function createPresence({ clock }: { clock: Clock }): Presence {
  const attendance = createLiveState<Attendance>({ clock });
  const times = createStatusTimes(clock);
  const idle = createLiveState<{ place: string }>({ clock });
  /** The places, of the tenants that are followed, where somebody was when last looked. */
  const places = new Map<string, Set<string>>();

  const idlePlaces = (tenantId: string): Set<string> => new Set(idle.entries(tenantId).map(({ value }) => value.place));

  function present(tenantId: string): Attendant[] {
    const away = idlePlaces(tenantId);
    const isIdle = ({ sessionId, tabId }: Attendance): boolean => away.has(placeOf(sessionId, null)) || away.has(placeOf(sessionId, tabId));
    const byUser = Map.groupBy(attendance.entries(tenantId), (entry) => entry.userId);
    return [...byUser].map(([userId, entries]) => {
      const connected = entries.filter(({ value }) => value.connected);
      const counted = connected.length > 0 ? connected : entries;
      const { name, role } = entries[0]!.value;
      return {
        userId,
        name,
        role,
        status: counted.every(({ value }) => isIdle(value)) ? 'away' : 'online',
        connections: connected.length,
        devices: new Set(connected.map(({ value }) => value.sessionId)).size,
      };
    });
  }

  /** What is idle and no longer here is forgotten, and every change of a status gets its time. */
  function settle(tenantId: string): void {
    const here = new Set(attendance.entries(tenantId).flatMap(({ value }) => [placeOf(value.sessionId, null), placeOf(value.sessionId, value.tabId)]));
    // a mark may be heard of before the connection that it is about, which another node has
    const gone = [...(places.get(tenantId) ?? [])].filter((place) => !here.has(place));
    places.set(tenantId, here);
    for (const place of gone) idle.leave(tenantId, place);
    times.note(tenantId, new Map(present(tenantId).map(({ userId, status }) => [userId, status])));
  }

  function follow(tenantId: string): void {
    if (places.has(tenantId)) return;
    settle(tenantId);
    for (const state of [attendance, idle]) state.watch(tenantId, () => settle(tenantId));
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
    setAway({ tenantId, userId, sessionId }, isAway, tabId) {
      follow(tenantId);
      const place = placeOf(sessionId, tabId);
      if (idlePlaces(tenantId).has(place) === isAway) return;
      if (isAway) idle.enter(tenantId, place, { userId, value: { place } }, idleAtMost);
      else idle.leave(tenantId, place);
    },
    present,
    since: times.since,
    watch(tenantId, listener) {
      const unwatch = [attendance.watch(tenantId, listener), idle.watch(tenantId, listener)];
      return () => unwatch.forEach((stop) => stop());
    },
    shared: { attendance, idle },
    stop() {
      attendance.stop();
      idle.stop();
    },
  };
}

const placeOf = (sessionId: string, tabId: string | null): string => `${sessionId} ${tabId ?? ''}`;
