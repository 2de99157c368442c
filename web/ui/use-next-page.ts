import { useIntersection } from '@mantine/hooks';
import { useEffect, type RefCallback } from 'react';
import { useRetry } from '../connection/use-retry.ts';

interface Pages {
  hasNextPage: boolean;
  isFetching: boolean;
  isError: boolean;
  isFetchNextPageError: boolean;
  error: unknown;
  fetchNextPage(): Promise<unknown>;
}

/** Loads the next page when the end of the list, which gets the returned ref, comes near the view of `root`. */
export function useNextPage({ hasNextPage, isFetching, isError, isFetchNextPageError, error, fetchNextPage }: Pages, root: HTMLElement | null): RefCallback<HTMLElement> {
  const { ref, entry } = useIntersection({ root, rootMargin: '400px' });
  const nearEnd = entry?.isIntersecting ?? false;
  useEffect(() => {
    if (nearEnd && hasNextPage && !isFetching && !isError) void fetchNextPage();
  }, [nearEnd, hasNextPage, isFetching, isError, fetchNextPage]);
  useRetry(isFetchNextPageError ? error : null, () => void fetchNextPage());
  return ref;
}
