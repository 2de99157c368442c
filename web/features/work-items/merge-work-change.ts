import type { InfiniteData } from '@tanstack/react-query';
import { belongs, listRules, type WorkChange, type WorkFilter, type WorkItems, type WorkKind } from './work-kinds.ts';

/** A cached list, page by page. An item that left the list stays in it with its version. */
export type WorkList<Kind extends WorkKind = WorkKind> = InfiniteData<WorkPage<Kind>>;

export interface WorkPage<Kind extends WorkKind = WorkKind> {
  items: WorkItems[Kind][];
  nextCursor: string | null;
}

/**
 * Takes a change into a list of its kind. What the list knows in this or a newer version changes nothing, so replies may
 * overtake events and events may come again. An item that no longer belongs stays with its version: an older event must not
 * bring it back. Whoever draws the list draws `workRows`.
 */
export function mergeWorkChange(list: WorkList, { kind, item }: WorkChange, filter: WorkFilter): WorkList {
  const known = list.pages.flatMap(({ items }) => items).find(({ id }) => id === item.id);
  if (known ? known.version >= item.version : !belongs(kind, item, filter)) return list;
  const [first, ...more] = list.pages.map((page) => ({ ...page, items: page.items.filter(({ id }) => id !== item.id) }));
  return first ? { ...list, pages: [{ ...first, items: [item, ...first.items] }, ...more] } : list;
}

/** Every item that the pages hold, those that left the list too, in its newest version. */
export function newestItems<Kind extends WorkKind>(list: WorkList<Kind> | undefined): Map<string, WorkItems[Kind]> {
  const newest = new Map<string, WorkItems[Kind]>();
  for (const item of (list?.pages ?? []).flatMap(({ items }) => items)) {
    const other = newest.get(item.id);
    if (!other || other.version < item.version) newest.set(item.id, item);
  }
  return newest;
}

/** What the pages hold that belongs to the list, each item once and in its place. */
export const workRows = <Kind extends WorkKind>(kind: Kind, list: WorkList<Kind> | undefined, filter: WorkFilter): WorkItems[Kind][] =>
  [...newestItems(list).values()].filter((item) => belongs(kind, item, filter)).toSorted(listRules[kind].compare);
