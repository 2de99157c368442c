import { useQuery, useQueryClient } from '@tanstack/react-query';
import { trpc } from '../../lib/trpc.ts';
import type { WorkList } from './merge-work-change.ts';
import { workCalls } from './work-calls.ts';
import { workItemKey } from './work-feed.ts';
import type { WorkItems, WorkKind } from './work-kinds.ts';

/** One item, as a list has it already or read by its id. It stays current through `useWorkFeed`. */
export function useWorkItem<Kind extends WorkKind>(kind: Kind, id: string) {
  const { client } = trpc.useUtils();
  const queryClient = useQueryClient();
  return useQuery<WorkItems[Kind]>({
    queryKey: workItemKey(kind, id),
    queryFn: () => workCalls[kind].get(client, id),
    initialData: () =>
      queryClient
        .getQueriesData<WorkList<Kind>>({ queryKey: ['work', kind, 'list'] })
        .flatMap(([, list]) => list?.pages ?? [])
        .flatMap(({ items }) => items)
        .find((item) => item.id === id),
    staleTime: Infinity,
    networkMode: 'always',
  });
}
