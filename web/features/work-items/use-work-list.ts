import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { trpc } from '../../lib/trpc.ts';
import { newestItems, workRows, type WorkPage } from './merge-work-change.ts';
import { workCalls } from './work-calls.ts';
import { workListKey } from './work-feed.ts';
import type { WorkFilter, WorkKind } from './work-kinds.ts';

/** One list of work items, page by page. It stays current through `useWorkFeed`. */
export function useWorkList<Kind extends WorkKind>(kind: Kind, filter: WorkFilter) {
  const { client } = trpc.useUtils();
  const query = useInfiniteQuery({
    queryKey: workListKey(kind, filter),
    queryFn: ({ pageParam, signal }): Promise<WorkPage<Kind>> => workCalls[kind].list(client, filter, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    staleTime: Infinity,
    networkMode: 'always',
  });
  // a filter is a few words: by its content it is the same as before
  const words = JSON.stringify(filter);
  const rows = useMemo(() => workRows(kind, query.data, JSON.parse(words) as WorkFilter), [kind, query.data, words]);
  const newest = useMemo(() => newestItems(query.data), [query.data]);
  return { ...query, rows, newest };
}
