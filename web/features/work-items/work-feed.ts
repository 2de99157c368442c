import type { QueryClient } from '@tanstack/react-query';
import type { WorkItemEvent } from '../../../shared/work-items.ts';
import { readAnew } from '../../lib/read-anew.ts';
import { mergeWorkChange, type WorkList } from './merge-work-change.ts';
import { changeOf, type WorkChange, type WorkFilter, type WorkItem, type WorkKind } from './work-kinds.ts';

/** The start of every key of work items. */
const workKey = ['work'] as const;
export const workListKey = <Kind extends WorkKind>(kind: Kind, filter: WorkFilter) => [...workKey, kind, 'list', filter] as const;
export const workItemKey = <Kind extends WorkKind>(kind: Kind, id: string) => [...workKey, kind, 'item', id] as const;

/** Takes a changed item, from an event or a reply, into everything that the cache holds of its kind. */
export function acceptWorkChange(queryClient: QueryClient, change: WorkChange): void {
  const { kind, item } = change;
  for (const { queryKey } of queryClient.getQueryCache().findAll({ queryKey: [...workKey, kind, 'list'] }))
    queryClient.setQueryData<WorkList>(queryKey, (list) => list && mergeWorkChange(list, change, queryKey[3] as WorkFilter));
  queryClient.setQueryData<WorkItem>(workItemKey(kind, item.id), (known) => (known && known.version < item.version ? item : known));
}

export interface WorkFeed {
  onEvent(event: WorkItemEvent): void;
  stop(): void;
}

/**
 * Keeps every cached list and item current: subscribe, then read. What is being read while an item changes could arrive
 * older than the change, so changes are kept until nothing is under way and taken into each answer that arrives.
 */
export function createWorkFeed(queryClient: QueryClient): WorkFeed {
  const unsettled = new Map<string, WorkChange>();
  const isReading = (): boolean => queryClient.isFetching({ queryKey: workKey }) > 0;

  const unsubscribe = queryClient.getQueryCache().subscribe((event) => {
    if (event.type !== 'updated' || event.action.type !== 'success' || event.action.manual) return;
    if (event.query.queryKey[0] !== workKey[0]) return;
    for (const change of unsettled.values()) acceptWorkChange(queryClient, change);
    if (!isReading()) unsettled.clear();
  });

  return {
    onEvent(event) {
      if (event.type === 'work.joined') return void readAnew(queryClient, workKey);
      const change = changeOf(event);
      if (!change) return;
      if (isReading()) unsettled.set(change.item.id, change);
      acceptWorkChange(queryClient, change);
    },
    stop: unsubscribe,
  };
}
