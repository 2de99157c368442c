import type { Clock } from '../clock.ts';

/** Something fleeting that one connection says about one person. Never stored; it ends with the connection or its lease. */
interface LiveEntry<T> {
  userId: string;
  value: T;
}

/**
 * Who is here, who is typing: entries of a group (a room, a tenant), keyed by connection so that one person's tabs do
 * not end each other. A watcher is told that its group changed and asks for the whole of it: groups are small, and a
 * whole state cannot be missed in parts.
 */
export interface LiveState<T> {
  /** Adds or replaces the entry of `key`. With `leaseMs` it ends by itself unless entered again. Returns what ends it. */
  enter(group: string, key: string, entry: LiveEntry<T>, leaseMs?: number): () => void;
  leave(group: string, key: string): void;
  /** All entries of the group that have not lapsed. */
  entries(group: string): LiveEntry<T>[];
  /** Calls back after every change of the group. Returns what ends it. */
  watch(group: string, listener: () => void): () => void;
  stop(): void;
}

interface Held<T> extends LiveEntry<T> {
  until: number;
  lapse: NodeJS.Timeout | null;
}

export function createLiveState<T>({ clock }: { clock: Clock }): LiveState<T> {
  const groups = new Map<string, Map<string, Held<T>>>();
  const watchers = new Map<string, Set<() => void>>();

  const changed = (group: string): void => {
    for (const listener of watchers.get(group) ?? []) listener();
  };

  function remove(group: string, key: string, held?: Held<T>): void {
    const entries = groups.get(group);
    const current = entries?.get(key);
    if (!entries || !current || (held && current !== held)) return;
    if (current.lapse) clearTimeout(current.lapse);
    entries.delete(key);
    if (entries.size === 0) groups.delete(group);
    changed(group);
  }

  return {
    enter(group, key, { userId, value }, leaseMs) {
      const entries = groups.get(group) ?? new Map<string, Held<T>>();
      groups.set(group, entries);
      const before = entries.get(key);
      if (before?.lapse) clearTimeout(before.lapse);
      const held: Held<T> = { userId, value, until: leaseMs ? clock.now() + leaseMs : Infinity, lapse: null };
      if (leaseMs) held.lapse = setTimeout(() => remove(group, key, held), leaseMs).unref();
      entries.set(key, held);
      changed(group);
      return () => remove(group, key, held);
    },
    leave: (group, key) => remove(group, key),
    entries: (group) => [...(groups.get(group)?.values() ?? [])].filter(({ until }) => until > clock.now()),
    watch(group, listener) {
      const listeners = watchers.get(group) ?? new Set();
      watchers.set(group, listeners.add(listener));
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0 && watchers.get(group) === listeners) watchers.delete(group);
      };
    },
    stop() {
      for (const entries of groups.values()) for (const { lapse } of entries.values()) if (lapse) clearTimeout(lapse);
      groups.clear();
      watchers.clear();
    },
  };
}
