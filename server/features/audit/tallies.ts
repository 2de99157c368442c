import { limits } from '../../../shared/limits.ts';
import { newId } from '../../../shared/ids.ts';
import type { Clock } from '../../clock.ts';
import { Failure } from '../../failure.ts';

/** How often something happened, as one row. Times in milliseconds since 1970. */
export interface Tally<Subject> {
  readonly id: string;
  readonly subject: Subject;
  readonly firstAt: number;
  lastAt: number;
  count: number;
}

interface TalliesOptions<Subject> {
  clock: Clock;
  /** Rows of one group are written together. */
  groupOf: (subject: Subject) => string;
  /** Writes rows, or what they count by now: it may be called again with what it has written already. */
  write: (group: string, tallies: readonly Tally<Subject>[]) => Promise<void>;
  /** Told why rows could not be written. They are kept and written later. */
  onFault: (error: unknown) => void;
  most?: number;
}

export interface Tallies<Subject> {
  /**
   * Counts what happened, by `key`. What is the first of its key within `limits.audit.countFor` is written at once, and the
   * result waits for that; what repeats itself is written a moment later. Throws UNAVAILABLE, without having counted, when
   * nothing more can be kept because nothing could be written.
   */
  count(key: string, subject: Subject): Promise<void>;
  /** Throws UNAVAILABLE when something new could not be counted. */
  requireRoom(): void;
  readonly isFull: boolean;
  /** Rows with a count that is not written. */
  readonly unwritten: number;
  /** Writes what is left; gives up after `limits.audit.farewell`. */
  stop(): Promise<void>;
}

type Entry<Subject> = Tally<Subject> & { written: number };

interface Group<Subject> {
  unwritten: Set<Entry<Subject>>;
  /** The write under way, and the one after it. */
  current: Promise<void>;
  next: Promise<void> | null;
  timer: NodeJS.Timeout | null;
  isFailing: boolean;
}

const { countFor, gatherFor, rowsTogether, farewell } = limits.audit;

/** Counts in memory what may come in floods, and loses none of it while the process lives. */
export function createTallies<Subject>({ clock, groupOf, write, onFault, most = limits.audit.tallies }: TalliesOptions<Subject>): Tallies<Subject> {
  const entries = new Map<string, Entry<Subject>>();
  const groups = new Map<string, Group<Subject>>();
  let isStopped = false;

  /** What is written may be forgotten: what follows is another row. */
  function forgetWritten(isWorthKeeping: (entry: Entry<Subject>) => boolean): void {
    for (const [key, entry] of entries) if (entry.written === entry.count && !isWorthKeeping(entry)) entries.delete(key);
  }

  const isCurrent = ({ firstAt }: Entry<Subject>): boolean => clock.now() - firstAt < countFor;

  function hasRoom(): boolean {
    if (entries.size >= most) forgetWritten(isCurrent);
    if (entries.size >= most) forgetWritten(() => false);
    return entries.size < most;
  }

  function requireRoom(): void {
    if (!hasRoom()) throw new Failure('UNAVAILABLE', 'MedSync cannot note what is asked for right now. Try again in a moment.');
  }

  function groupNamed(name: string): Group<Subject> {
    const group = groups.get(name) ?? { unwritten: new Set(), current: Promise.resolve(), next: null, timer: null, isFailing: false };
    groups.set(name, group);
    return group;
  }

  /** Resolves when everything that has been counted by now was written, or could not be. */
  function writeNow(name: string, group: Group<Subject>): Promise<void> {
    group.next ??= group.current.then(() => {
      group.next = null;
      group.current = writeSome(name, group);
      return group.current;
    });
    return group.next;
  }

  function writeLater(name: string, group: Group<Subject>): void {
    if (isStopped) return;
    group.timer ??= setTimeout(() => {
      group.timer = null;
      void writeNow(name, group);
    }, gatherFor);
  }

  async function writeSome(name: string, group: Group<Subject>): Promise<void> {
    const some = group.unwritten.values().take(rowsTogether).toArray();
    if (some.length === 0) return forgetIdle(name, group);
    const counts = some.map(({ count }) => count);
    try {
      await write(name, some.map((entry) => ({ ...entry })));
      group.isFailing = false;
      for (const [index, entry] of some.entries()) {
        entry.written = counts[index]!;
        if (entry.written === entry.count) group.unwritten.delete(entry);
      }
    } catch (error) {
      group.isFailing = true;
      onFault(error);
    }
    if (group.unwritten.size > 0 && some.length === rowsTogether && !group.isFailing) void writeNow(name, group);
    else if (group.unwritten.size > 0) writeLater(name, group);
    else forgetIdle(name, group);
  }

  function forgetIdle(name: string, { next, timer }: Group<Subject>): void {
    if (!next && !timer) groups.delete(name);
  }

  async function writeRest(): Promise<void> {
    for (;;) {
      const rest = [...groups].filter(([, { unwritten }]) => unwritten.size > 0);
      if (rest.length === 0 || isStopped) return;
      await Promise.all(rest.map(([name, group]) => writeNow(name, group)));
      if (rest.some(([, { isFailing }]) => isFailing)) await pause(100);
    }
  }

  return {
    async count(key, subject) {
      const now = clock.now();
      const known = entries.get(key);
      const name = groupOf(subject);
      const isStuck = groups.get(name)?.isFailing ?? false;
      // what cannot be written counts on, so that memory is bounded by what there is to count
      if (known && (isCurrent(known) || (isStuck && known.written < known.count))) {
        known.count += 1;
        known.lastAt = Math.max(known.lastAt, now);
        const group = groupNamed(name);
        group.unwritten.add(known);
        return writeLater(name, group);
      }
      // one that is unwritten stays in its group until it is written
      entries.delete(key);
      requireRoom();
      const entry: Entry<Subject> = { id: newId(), subject, firstAt: now, lastAt: now, count: 1, written: 0 };
      entries.set(key, entry);
      const group = groupNamed(name);
      group.unwritten.add(entry);
      if (group.isFailing) return writeLater(name, group);
      return writeNow(name, group);
    },
    requireRoom,
    get isFull() {
      return !hasRoom();
    },
    get unwritten() {
      return groups.values().reduce((sum, { unwritten }) => sum + unwritten.size, 0);
    },
    async stop() {
      const { promise: isOver, resolve } = Promise.withResolvers<void>();
      const patience = setTimeout(resolve, farewell);
      await Promise.race([writeRest(), isOver]);
      clearTimeout(patience);
      isStopped = true;
      for (const { timer } of groups.values()) if (timer) clearTimeout(timer);
    },
  };
}

const pause = (time: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, time));
