import type { Viewed } from '../../../shared/presence.ts';
import { limits } from '../../../shared/limits.ts';
import { createBatcher } from '../../batcher.ts';
import type { Database } from '../../db/database.ts';
import { threadMembers } from './queries.ts';

/** A thread that somebody has open, and who is in it. */
export interface OpenThread {
  id: string;
  members: ReadonlySet<string>;
}

/** Which threads of a tenant are open at whose desks, and who is in them. */
export interface OpenThreads {
  /** These are what the person has open now. */
  note(userId: string, viewed: Viewed[]): void;
  /** Those that the person has open. One whose members are not known yet is left out. */
  of(userId: string): OpenThread[];
  /** Who is in the thread may have changed. */
  doubt(threadId: string): void;
  doubtAll(): void;
  stop(): void;
}

export type ReadMembers = (tenantId: string, threadId: string) => Promise<ReadonlySet<string>>;

/** Who is in a thread, as it is from the call on: those who ask at once are told by one query. */
export function createReadMembers(db: Database): ReadMembers {
  const readings = createBatcher<{ tenantId: string; threadId: string }, ReadonlySet<string>>({
    most: limits.arrivals.openedTogether,
    gatherFor: limits.arrivals.gatherFor,
    async run(asked) {
      const members = await db.withTenant(asked[0]!.tenantId, (trx) => threadMembers(trx, [...new Set(asked.map(({ threadId }) => threadId))]));
      return asked.map(({ threadId }) => ({ result: members.get(threadId) ?? new Set() }));
    },
  });
  return (tenantId, threadId) => readings.submit(tenantId, { tenantId, threadId });
}

interface OpenThreadsOptions {
  read(threadId: string): Promise<ReadonlySet<string>>;
  /** What `of` gives for the person has changed. */
  onChanged(userId: string): void;
  onFault(error: unknown): void;
}

/** How long after a doubt who is in a thread is asked for: each message of it is one. */
const doubtFor = 250;

export function createOpenThreads({ read, onChanged, onFault }: OpenThreadsOptions): OpenThreads {
  const viewed = new Map<string, string[]>();
  const viewers = new Map<string, Set<string>>();
  const members = new Map<string, ReadonlySet<string>>();
  const doubted = new Map<string, NodeJS.Timeout>();

  async function ask(threadId: string): Promise<void> {
    doubted.delete(threadId);
    try {
      const now = await read(threadId);
      const before = members.get(threadId);
      if (!viewers.has(threadId) || (before && isSame(before, now))) return;
      members.set(threadId, now);
      for (const userId of viewers.get(threadId)!) onChanged(userId);
    } catch (error) {
      onFault(error);
      askLater(threadId, limits.feed.pollEvery);
    }
  }

  function askLater(threadId: string, wait: number): void {
    if (viewers.has(threadId) && !doubted.has(threadId)) doubted.set(threadId, setTimeout(() => void ask(threadId), wait).unref());
  }

  function close(userId: string, threadId: string): void {
    const others = viewers.get(threadId);
    others?.delete(userId);
    if (others && others.size > 0) return;
    viewers.delete(threadId);
    members.delete(threadId);
    clearTimeout(doubted.get(threadId));
    doubted.delete(threadId);
  }

  return {
    note(userId, all) {
      const now = all.filter(({ kind }) => kind === 'thread').map(({ id }) => id);
      for (const threadId of viewed.get(userId) ?? []) if (!now.includes(threadId)) close(userId, threadId);
      if (now.length > 0) viewed.set(userId, now);
      else viewed.delete(userId);
      for (const threadId of now) {
        const isNew = !viewers.has(threadId);
        viewers.set(threadId, (viewers.get(threadId) ?? new Set()).add(userId));
        if (isNew) void ask(threadId);
      }
    },
    of: (userId) =>
      (viewed.get(userId) ?? []).flatMap((id) => {
        const known = members.get(id);
        return known ? [{ id, members: known }] : [];
      }),
    doubt: (threadId) => askLater(threadId, doubtFor),
    doubtAll() {
      for (const threadId of viewers.keys()) askLater(threadId, doubtFor);
    },
    stop() {
      for (const timer of doubted.values()) clearTimeout(timer);
      viewers.clear();
      viewed.clear();
      members.clear();
    },
  };
}

const isSame = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean => a.size === b.size && [...a].every((id) => b.has(id));
