import { newId } from '../../../shared/ids.ts';
import { limits } from '../../../shared/limits.ts';
import type { PresenceStatus } from '../../../shared/presence.ts';
import { isStaff, type Role } from '../../../shared/roles.ts';
import type { Clock } from '../../clock.ts';
import type { LiveEntry } from '../../realtime/live-entries.ts';
import { createLiveState, type SharedState } from '../../realtime/live-state.ts';
import type { Caller } from '../../transport/context.ts';
import { createStatusTimes } from './status-times.ts';

interface Attendance {
  name: string;
  role: Role;
  sessionId: string;
  /** Of a browser that tells its tabs apart. */
  tabId: string | null;
  /** Whether this is an open connection, or what lingers after it closed. */
  connected: boolean;
}

/** Somebody who is online or away. */
export interface Attendant {
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
  /** One of them; undefined while the person is offline. */
  attendant(tenantId: string, userId: string): Attendant | undefined;
  /** Since when the status of one of the staff is what it is, in milliseconds; null when it has not changed since the start. */
  since(tenantId: string, userId: string): number | null;
  /** Calls back when something of a person has changed. */
  watch(tenantId: string, listener: (userId: string) => void): () => void;
  /** What the nodes tell each other, by name. */
  shared: { attendance: SharedState; idle: SharedState };
  stop(): void;
}

/** A mark of somebody who is gone for good must not stay in memory, whatever was missed. */
const idleAtMost = limits.auth.sessionHours * 3_600_000;

interface FollowedTenant {
  attendants: Map<string, Attendant>;
  /** Where each person was when last looked. */
  places: Map<string, Set<string>>;
  listeners: Set<(userId: string) => void>;
}

export function createPresence({ clock }: { clock: Clock }): Presence {
  const attendance = createLiveState<Attendance>({ clock });
  const times = createStatusTimes(clock);
  const idle = createLiveState<{ place: string }>({ clock });
  const tenants = new Map<string, FollowedTenant>();

  const idlePlacesOf = (tenantId: string, userId: string): Set<string> =>
    new Set(idle.entriesOf(tenantId, userId).map(({ value }) => value.place));

  /** A person is looked at when something of theirs has changed, so that nobody's coming costs a look at all the others. */
  function settle(tenantId: string, { attendants, places, listeners }: FollowedTenant, userId: string): void {
    const entries = attendance.entriesOf(tenantId, userId);
    const here = new Set(entries.flatMap(({ value }) => [placeOf(value.sessionId, null), placeOf(value.sessionId, value.tabId)]));
    // a mark may be heard of before the connection that it is about, which another node has
    const gone = [...(places.get(userId) ?? [])].filter((place) => !here.has(place));
    if (entries.length > 0) {
      places.set(userId, here);
      const attendant = attendantOf(entries, idlePlacesOf(tenantId, userId));
      attendants.set(userId, attendant);
      if (isStaff(attendant.role)) times.note(tenantId, userId, attendant.status);
    } else {
      places.delete(userId);
      if (attendants.delete(userId)) times.note(tenantId, userId, 'offline');
    }
    for (const place of gone) idle.leave(tenantId, place);
    for (const listener of listeners) listener(userId);
  }

  function follow(tenantId: string): FollowedTenant {
    const known = tenants.get(tenantId);
    if (known) return known;
    const tenant: FollowedTenant = { attendants: new Map(), places: new Map(), listeners: new Set() };
    tenants.set(tenantId, tenant);
    for (const userId of new Set(attendance.entries(tenantId).map((entry) => entry.userId))) settle(tenantId, tenant, userId);
    for (const state of [attendance, idle]) state.watch(tenantId, (userId) => settle(tenantId, tenant, userId));
    return tenant;
  }

  return {
    enter(caller, tabId) {
      const { tenantId, userId, name, role, sessionId } = caller;
      follow(tenantId);
      const key = newId();
      const value = { name, role, sessionId, tabId };
      attendance.enter(tenantId, key, { userId, value: { ...value, connected: true } });
      return () => attendance.linger(tenantId, key, { ...value, connected: false }, limits.live.presenceGrace);
    },
    setAway({ tenantId, userId, sessionId }, isAway, tabId) {
      follow(tenantId);
      const place = placeOf(sessionId, tabId);
      if (idlePlacesOf(tenantId, userId).has(place) === isAway) return;
      if (isAway) idle.enter(tenantId, place, { userId, value: { place } }, idleAtMost);
      else idle.leave(tenantId, place);
    },
    present: (tenantId) => [...follow(tenantId).attendants.values()],
    attendant: (tenantId, userId) => follow(tenantId).attendants.get(userId),
    since: times.since,
    watch(tenantId, listener) {
      const { listeners } = follow(tenantId);
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    shared: { attendance, idle },
    stop() {
      attendance.stop();
      idle.stop();
    },
  };
}

function attendantOf(entries: LiveEntry<Attendance>[], away: ReadonlySet<string>): Attendant {
  const isIdle = ({ sessionId, tabId }: Attendance): boolean => away.has(placeOf(sessionId, null)) || away.has(placeOf(sessionId, tabId));
  const connected = entries.filter(({ value }) => value.connected);
  const counted = connected.length > 0 ? connected : entries;
  const { userId, value } = entries.at(-1)!;
  return {
    userId,
    name: value.name,
    role: value.role,
    status: counted.every((entry) => isIdle(entry.value)) ? 'away' : 'online',
    connections: connected.length,
    devices: new Set(connected.map((entry) => entry.value.sessionId)).size,
  };
}

const placeOf = (sessionId: string, tabId: string | null): string => `${sessionId} ${tabId ?? ''}`;
