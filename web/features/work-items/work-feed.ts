import type { QueryClient, QueryKey } from '@tanstack/react-query';
import type { WorkItemEvent } from '../../../shared/work-items.ts';
import { createLiveLists } from '../../lib/live-lists.ts';
import { readAnew } from '../../lib/read-anew.ts';
import { mergeWorkChange, type WorkList } from './merge-work-change.ts';
import { changeOf, type WorkChange, type WorkFilter, type WorkItem, type WorkKind } from './work-kinds.ts';

/** The start of every key of work items. */
const workKey = ['work'] as const;
export const workListKey = <Kind extends WorkKind>(kind: Kind, filter: WorkFilter) => [...workKey, kind, 'list', filter] as const;
export const workItemKey = <Kind extends WorkKind>(kind: Kind, id: string) => [...workKey, kind, 'item', id] as const;

/** Takes a changed item into what one key stands for: a list of its kind, the item itself, or something else. */
function applyWorkChange(queryClient: QueryClient, queryKey: QueryKey, change: WorkChange): void {
  const [, kind, what, which] = queryKey;
  const { item } = change;
  if (kind !== change.kind) return;
  if (what === 'list') queryClient.setQueryData<WorkList>(queryKey, (list) => list && mergeWorkChange(list, change, which as WorkFilter));
  else if (which === item.id) queryClient.setQueryData<WorkItem>(queryKey, (known) => (known && known.version < item.version ? item : known));
}

/** Takes a changed item, from a reply, into everything that the cache holds of its kind. */
export function acceptWorkChange(queryClient: QueryClient, change: WorkChange): void {
  for (const { queryKey } of queryClient.getQueryCache().findAll({ queryKey: workKey })) applyWorkChange(queryClient, queryKey, change);
}

export interface WorkFeed {
  onEvent(event: WorkItemEvent): void;
  stop(): void;
}

/** Keeps every cached list and item current: subscribe, then read. */
export function createWorkFeed(queryClient: QueryClient): WorkFeed {
  const lists = createLiveLists<WorkChange>(queryClient, workKey, (queryKey, change) => applyWorkChange(queryClient, queryKey, change));
  return {
    onEvent(event) {
      if (event.type === 'work.joined') return void readAnew(queryClient, workKey);
      const change = changeOf(event);
      if (change) lists.take(change, change.item.id);
    },
    stop: lists.stop,
  };
}
