import { useInfiniteQuery, type InfiniteData } from '@tanstack/react-query';
import { useMemo } from 'react';
import { trpc } from '../../lib/trpc.ts';
import { threadsOf, type ThreadPage } from './merge-changed-thread.ts';

export type ThreadList = InfiniteData<ThreadPage, string | null>;

export const threadListsKey = ['thread-lists'] as const;

/** The caller's threads, page by page, the most lively first. They stay current through the inbox. */
export function useThreadList() {
  const { client } = trpc.useUtils();
  const query = useInfiniteQuery({
    queryKey: threadListsKey,
    queryFn: ({ pageParam, signal }) => client.threads.list.query({ cursor: pageParam }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    staleTime: Infinity,
    networkMode: 'always',
  });
  const rows = useMemo(() => threadsOf(query.data), [query.data]);
  return { ...query, rows };
}
