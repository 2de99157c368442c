import type { Clock } from '../clock.ts';

/** Something fleeting that one connection says about one person. Never stored; it ends with the connection or its lease. */
interface LiveEntry<T> {
  userId: string;
  value: T;
}

/** What became of the entry of `key` on its node. `left` ends it wherever it was entered. */
interface LiveChange<T = unknown> {
  group: string;
  key: string;
  entry: LiveEntry<T> | 'ended' | 'left';
  /** Milliseconds from now on. */
  leaseMs?: number | undefined;
}

/**
 * Who is here, who is typing: entries of a group (a room, a tenant), keyed by connection so that one person's tabs do
 * not end each other. A watcher is told that its group changed and asks for the whole of it: groups are small, and a
 * whole state cannot be missed in parts.
 */
export interface LiveState<T> {
  /** Adds or replaces the entry of `key`. With `leaseMs` it ends by itself unless entered again. Returns what ends it. */
  enter(group: string, key: string, entry: LiveEntry<T>, leaseMs?: number): () => void;
  /** Ends the entry of `key`, on whatever node it was entered. */
  leave(group: string, key: string): void;
  /** All entries of the group that have not lapsed, of every node. */
  entries(group: string): LiveEntry<T>[];
  /** Calls back after every change of the group. Returns what ends it. */
  watch(group: string, listener: () => void): () => void;
  stop(): void;
}

/** The side of a live state that the other nodes see: each is the only authority on what was entered there. */
export interface SharedState {
  /** Told of every change of what was entered here, but for what the clock alone ends. */
  onOwnChange(listener: (change: LiveChange) => void): void;
  /** All that was entered here. */
  own(): LiveChange[];
  accept(node: string, changes: LiveChange[]): void;
  /** These are all the entries that the node has. */
  replace(node: string, changes: LiveChange[]): void;
  /** The node is gone, and its connections with it; what is leased runs out. */
  forget(node: string): void;
  /** Entries that are held here: those entered here, and those that other nodes told of. */
  sizes(): { own: number; others: number };
}

interface Held<T> extends LiveEntry<T> {
  node: string;
  group: string;
  key: string;
  until: number;
  lapse: NodeJS.Timeout | null;
}

const here = '';
const idOf = (node: string, key: string): string => (node === here ? key : `${node} ${key}`);

export function createLiveState<T>({ clock }: { clock: Clock }): LiveState<T> & SharedState {
  const groups = new Map<string, Map<string, Held<T>>>();
  const byNode = new Map<string, Set<Held<T>>>();
  const watchers = new Map<string, Set<() => void>>();
  let tell: (change: LiveChange) => void = () => undefined;

  const changed = (group: string): void => {
    for (const listener of watchers.get(group) ?? []) listener();
  };
  const find = (node: string, group: string, key: string) => groups.get(group)?.get(idOf(node, key));
  const isHeld = (held: Held<T>): boolean => find(held.node, held.group, held.key) === held;

  function put(node: string, { group, key, entry: { userId, value }, leaseMs }: LiveChange<T> & { entry: LiveEntry<T> }): Held<T> {
    const before = find(node, group, key);
    if (before) remove(before);
    const held: Held<T> = { node, group, key, userId, value, until: leaseMs ? clock.now() + leaseMs : Infinity, lapse: null };
    if (leaseMs) held.lapse = setTimeout(() => (remove(held), changed(group)), leaseMs).unref();
    groups.set(group, (groups.get(group) ?? new Map<string, Held<T>>()).set(idOf(node, key), held));
    byNode.set(node, (byNode.get(node) ?? new Set<Held<T>>()).add(held));
    return held;
  }

  function remove(held: Held<T>): void {
    if (held.lapse) clearTimeout(held.lapse);
    const entries = groups.get(held.group);
    entries?.delete(idOf(held.node, held.key));
    if (entries?.size === 0) groups.delete(held.group);
    const own = byNode.get(held.node);
    own?.delete(held);
    if (own?.size === 0) byNode.delete(held.node);
  }

  /** Ends an entry of this node. */
  function end(held: Held<T>): void {
    if (!isHeld(held)) return;
    remove(held);
    tell({ group: held.group, key: held.key, entry: 'ended' });
    changed(held.group);
  }

  function take(node: string, change: LiveChange): void {
    const theirs = find(node, change.group, change.key);
    if (theirs) remove(theirs);
    if (typeof change.entry === 'object') put(node, { ...change, entry: change.entry as LiveEntry<T> });
  }

  /** What is said last of a person counts, wherever it is said: what was said of them here is over. */
  function giveWay({ group, key, entry }: LiveChange): void {
    const ours = entry === 'ended' ? undefined : find(here, group, key);
    if (ours) end(ours);
  }

  function takeAll(node: string, changes: LiveChange[], gone: Held<T>[] = []): void {
    gone.forEach(remove);
    for (const change of changes) take(node, change);
    for (const group of new Set([...gone, ...changes].map((each) => each.group))) changed(group);
  }

  const toChange = ({ group, key, userId, value, until }: Held<T>): LiveChange => ({
    group,
    key,
    entry: { userId, value },
    leaseMs: until === Infinity ? undefined : Math.max(1, until - clock.now()),
  });

  return {
    enter(group, key, entry, leaseMs) {
      const held = put(here, { group, key, entry, leaseMs });
      tell({ group, key, entry, leaseMs });
      changed(group);
      return () => end(held);
    },
    leave(group, key) {
      const own = find(here, group, key);
      if (own) end(own);
      const elsewhere = [...(groups.get(group)?.values() ?? [])].filter((held) => held.node !== here && held.key === key);
      if (elsewhere.length === 0) return;
      elsewhere.forEach(remove);
      tell({ group, key, entry: 'left' });
      changed(group);
    },
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
      for (const all of byNode.values()) for (const { lapse } of all) if (lapse) clearTimeout(lapse);
      groups.clear();
      byNode.clear();
      watchers.clear();
    },
    onOwnChange(listener) {
      tell = listener;
    },
    own: () => [...(byNode.get(here) ?? [])].map(toChange),
    accept(node, changes) {
      changes.forEach(giveWay);
      takeAll(node, changes);
    },
    replace: (node, changes) => takeAll(node, changes, [...(byNode.get(node) ?? [])]),
    forget: (node) => takeAll(node, [], [...(byNode.get(node) ?? [])].filter(({ until }) => until === Infinity)),
    sizes() {
      const own = byNode.get(here)?.size ?? 0;
      const all = byNode.values().reduce((sum, held) => sum + held.size, 0);
      return { own, others: all - own };
    },
  };
}
