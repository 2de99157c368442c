import type { InfiniteData } from '@tanstack/react-query';
import type { Thread } from '../../../shared/threads.ts';

export interface ThreadPage {
  items: Thread[];
  nextCursor: string | null;
}

/** What the inbox tells of a thread: how it is now, or null when the caller is no longer in it. */
export interface ThreadChange {
  roomId: string;
  summary: Thread | null;
}

/**
 * Takes a changed thread into the cached list: it enters, leaves, or moves to its place among the most lively. Past the
 * last page that is loaded it is left out, the next page will bring it. A change that is older than the row is ignored.
 */
export function mergeChangedThread<Cursor>(
  list: InfiniteData<ThreadPage, Cursor>,
  { roomId, summary }: ThreadChange,
): InfiniteData<ThreadPage, Cursor> {
  const listed = threadsOf(list).find((thread) => thread.roomId === roomId);
  if (summary ? listed && isOlder(summary, listed) : !listed) return list;
  const pages = list.pages.map((page) => ({ ...page, items: page.items.filter((thread) => thread.roomId !== roomId) }));
  if (!summary) return { ...list, pages };
  const target = pages.findIndex(({ items, nextCursor }) => {
    const last = items.at(-1);
    return nextCursor === null || (last !== undefined && compareLively(summary, last) < 0);
  });
  return { ...list, pages: pages.map((page, index) => (index === target ? { ...page, items: insert(page.items, summary) } : page)) };
}

const isOlder = (thread: Thread, listed: Thread): boolean =>
  thread.lastSeq < listed.lastSeq || (thread.lastSeq === listed.lastSeq && thread.lastReadSeq < listed.lastReadSeq);

/** The newest first: the order of the server's list. */
function compareLively(a: Thread, b: Thread): number {
  if (a.updatedAt !== b.updatedAt) return a.updatedAt > b.updatedAt ? -1 : 1;
  if (a.roomId === b.roomId) return 0;
  return a.roomId > b.roomId ? -1 : 1;
}

function insert(items: Thread[], thread: Thread): Thread[] {
  const at = items.findIndex((item) => compareLively(thread, item) < 0);
  return items.toSpliced(at === -1 ? items.length : at, 0, thread);
}

/** The rows of all loaded pages, each thread once. */
export function threadsOf(list: InfiniteData<ThreadPage> | undefined): Thread[] {
  const threads = (list?.pages ?? []).flatMap(({ items }) => items);
  return [...new Map(threads.map((thread) => [thread.roomId, thread])).values()];
}
