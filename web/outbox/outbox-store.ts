import { openDB, type DBSchema } from 'idb';
import type { OutboxEntry } from './outbox-entry.ts';

/** One person's entries, shared by all tabs of the browser. */
export interface OutboxStore {
  /** In the order in which they were added. */
  all(): Promise<OutboxEntry[]>;
  /** Adds it at the end, or puts it there in the place of the one with its id. */
  put(entry: OutboxEntry): Promise<void>;
  /** Changes the entry where it stands, if it is still there. */
  setProblem(id: string, problem: string): Promise<void>;
  /** Removes the entry, unless another task has taken its place since. */
  remove(entry: OutboxEntry): Promise<void>;
  close(): void;
}

interface Kept extends OutboxEntry {
  /** Given by the database, rising: no clock decides the order. */
  position?: number;
  userId: string;
}

interface OutboxSchema extends DBSchema {
  entries: { key: number; value: Kept; indexes: { 'by-user': string; 'by-id': [string, string] } };
}

const sameTask = (one: OutboxEntry, other: OutboxEntry): boolean => JSON.stringify(one.task) === JSON.stringify(other.task);

/** What survives reloads, crashes and days offline. Entries belong to the person: nobody else's session ever sees them. */
export async function openIndexedStore(userId: string): Promise<OutboxStore> {
  const db = await openDB<OutboxSchema>('medsync-outbox', 1, {
    upgrade(database) {
      const entries = database.createObjectStore('entries', { keyPath: 'position', autoIncrement: true });
      entries.createIndex('by-user', 'userId');
      entries.createIndex('by-id', ['userId', 'id'], { unique: true });
    },
  });

  const change = async (id: string, decide: (kept: Kept) => Kept | null): Promise<void> => {
    const transaction = db.transaction('entries', 'readwrite');
    const kept = await transaction.store.index('by-id').get([userId, id]);
    const next = kept ? decide(kept) : kept;
    if (next) await transaction.store.put(next);
    else if (kept) await transaction.store.delete(kept.position!);
    await transaction.done;
  };

  return {
    all: () => db.getAllFromIndex('entries', 'by-user', userId),
    async put(entry) {
      const transaction = db.transaction('entries', 'readwrite', { durability: 'strict' });
      const before = await transaction.store.index('by-id').getKey([userId, entry.id]);
      if (before !== undefined) await transaction.store.delete(before);
      await transaction.store.add({ ...entry, userId });
      await transaction.done;
    },
    setProblem: (id, problem) => change(id, (kept) => ({ ...kept, problem })),
    remove: (entry) => change(entry.id, (kept) => (sameTask(kept, entry) ? null : kept)),
    close: () => db.close(),
  };
}

/** What a browser without storage, as in some private windows, has instead: it lasts as long as the tab. */
export function createMemoryStore(): OutboxStore {
  let entries: OutboxEntry[] = [];
  return {
    all: async () => entries,
    async put(entry) {
      entries = [...entries.filter(({ id }) => id !== entry.id), entry];
    },
    async setProblem(id, problem) {
      entries = entries.map((entry) => (entry.id === id ? { ...entry, problem } : entry));
    },
    async remove(entry) {
      entries = entries.filter((kept) => kept.id !== entry.id || !sameTask(kept, entry));
    },
    close: () => undefined,
  };
}
