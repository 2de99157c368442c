import { limits } from '../../shared/limits.ts';
import type { Clock } from '../clock.ts';
import { LiveEntries, type HeldEntry, type LiveEntry } from './live-entries.ts';

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
 * not end each other. A watcher is told whose entries of its group changed and asks for what is so now: a state cannot
 * be missed in parts. Where a person or a group holds as much as `limits.live` allows, a new entry takes the place of
 * that of the same person which ends first; in a full group a person without any is not shown.
 */
export interface LiveState<T> {
  /** Adds or replaces the entry of `key`. With `leaseMs` it ends by itself unless entered again. Returns what ends it. */
  enter(group: string, key: string, entry: LiveEntry<T>, leaseMs?: number): () => void;
  /** Where the entry of `key` that was entered here is still held, it becomes `value` and ends by itself. */
  linger(group: string, key: string, value: T, leaseMs: number): void;
  /** Ends the entry of `key`, on whatever node it was entered. */
  leave(group: string, key: string): void;
  /** All entries of the group that have not lapsed, of every node. */
  entries(group: string): LiveEntry<T>[];
  /** Those of one person. */
  entriesOf(group: string, userId: string): LiveEntry<T>[];
  /** Calls back after every change of the group, once for each person whose entries changed. Returns what ends it. */
  watch(group: string, listener: (userId: string) => void): () => void;
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

interface LiveStateOptions {
  clock: Clock;
  bounds?: { entries: number; entriesPerPerson: number; entriesPerNode: number };
}

const here = '';

export function createLiveState<T>({ clock, bounds = { ...limits.live, ...limits.bus } }: LiveStateOptions): LiveState<T> & SharedState {
  const held = new LiveEntries<T>();
  const watchers = new Map<string, Set<(userId: string) => void>>();
  let tell: (change: LiveChange) => void = () => undefined;

  const changed = (group: string, userId: string): void => {
    for (const listener of watchers.get(group) ?? []) listener(userId);
  };
  const hasNotLapsed = ({ until }: HeldEntry<T>): boolean => until > clock.now();

  /** Whether one more entry of the person may be held; makes room for it where that is theirs to give. */
  function makeRoom(group: string, userId: string): boolean {
    const own = held.ofPerson(group, userId);
    if (own.length < bounds.entriesPerPerson && held.sizeOf(group) < bounds.entries) return true;
    if (own.length === 0) return false;
    // of those without a lease the oldest
    const first = own.reduce((first, each) => (each.until < first.until ? each : first));
    held.remove(first);
    if (first.node === here) tell({ group, key: first.key, entry: 'ended' });
    return true;
  }

  /** Holds the entry in place of the one that the node had under this key. Null when there is no room for it. */
  function put(node: string, { group, key, entry: { userId, value }, leaseMs }: LiveChange<T> & { entry: LiveEntry<T> }): HeldEntry<T> | null {
    const before = held.find(node, group, key);
    if (before) held.remove(before);
    if (!makeRoom(group, userId)) return null;
    const put: HeldEntry<T> = { node, group, key, userId, value, until: leaseMs ? clock.now() + leaseMs : Infinity, lapse: null };
    if (leaseMs) put.lapse = setTimeout(() => (held.remove(put), changed(group, userId)), leaseMs).unref();
    held.add(put);
    return put;
  }

  /** Ends an entry of this node. */
  function end(own: HeldEntry<T>): void {
    if (held.find(here, own.group, own.key) !== own) return;
    held.remove(own);
    tell({ group: own.group, key: own.key, entry: 'ended' });
    changed(own.group, own.userId);
  }

  function enter(group: string, key: string, entry: LiveEntry<T>, leaseMs?: number): () => void {
    const before = held.find(here, group, key);
    const entered = put(here, { group, key, entry, leaseMs });
    if (!entered) return () => undefined;
    tell({ group, key, entry, leaseMs });
    if (before && before.userId !== entry.userId) changed(group, before.userId);
    changed(group, entry.userId);
    return () => end(entered);
  }

  /** Takes in what another node says; returns whom it concerns. */
  function take(node: string, change: LiveChange): string[] {
    const theirs = held.find(node, change.group, change.key);
    if (theirs) held.remove(theirs);
    const concerned = theirs ? [theirs.userId] : [];
    if (typeof change.entry !== 'object') return concerned;
    if (held.sizeOfNode(node) < bounds.entriesPerNode) put(node, { ...change, entry: change.entry as LiveEntry<T> });
    return [...concerned, change.entry.userId];
  }

  /** What is said last of a person counts, wherever it is said: what was said of them here is over. */
  function giveWay({ group, key, entry }: LiveChange): void {
    const ours = entry === 'ended' ? undefined : held.find(here, group, key);
    if (ours) end(ours);
  }

  function takeAll(node: string, changes: LiveChange[], gone: HeldEntry<T>[] = []): void {
    const concerned = new Map<string, Set<string>>();
    const note = (group: string, userId: string) => concerned.set(group, (concerned.get(group) ?? new Set()).add(userId));
    for (const each of gone) {
      held.remove(each);
      note(each.group, each.userId);
    }
    for (const change of changes) for (const userId of take(node, change)) note(change.group, userId);
    for (const [group, userIds] of concerned) for (const userId of userIds) changed(group, userId);
  }

  const toChange = ({ group, key, userId, value, until }: HeldEntry<T>): LiveChange => ({
    group,
    key,
    entry: { userId, value },
    leaseMs: until === Infinity ? undefined : Math.max(1, until - clock.now()),
  });

  return {
    enter,
    linger(group, key, value, leaseMs) {
      const own = held.find(here, group, key);
      if (own) enter(group, key, { userId: own.userId, value }, leaseMs);
    },
    leave(group, key) {
      const own = held.find(here, group, key);
      if (own) end(own);
      const elsewhere = held.findAll(group, key);
      if (elsewhere.length === 0) return;
      for (const each of elsewhere) held.remove(each);
      tell({ group, key, entry: 'left' });
      for (const userId of new Set(elsewhere.map((each) => each.userId))) changed(group, userId);
    },
    entries: (group) => held.inGroup(group).filter(hasNotLapsed),
    entriesOf: (group, userId) => held.ofPerson(group, userId).filter(hasNotLapsed),
    watch(group, listener) {
      const listeners = watchers.get(group) ?? new Set();
      watchers.set(group, listeners.add(listener));
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0 && watchers.get(group) === listeners) watchers.delete(group);
      };
    },
    stop() {
      held.clear();
      watchers.clear();
    },
    onOwnChange(listener) {
      tell = listener;
    },
    own: () => held.ofNode(here).map(toChange),
    accept(node, changes) {
      changes.forEach(giveWay);
      takeAll(node, changes);
    },
    replace: (node, changes) => takeAll(node, changes, held.ofNode(node)),
    forget: (node) => takeAll(node, [], held.ofNode(node).filter(({ until }) => until === Infinity)),
    sizes() {
      const own = held.sizeOfNode(here);
      return { own, others: held.size - own };
    },
  };
}
