import { useIntersection } from '@mantine/hooks';
import { useEffect, type RefCallback } from 'react';

interface Pages {
  hasNextPage: boolean;
  isFetching: boolean;
  isError: boolean;
  fetchNextPage(): Promise<unknown>;
}

/** Loads the next page when the end of the list, which gets the returned ref, comes near the view of `root`. */
export function useNextPage({ hasNextPage, isFetching, isError, fetchNextPage }: Pages, root: HTMLElement | null): RefCallback<HTMLElement> {
  const { ref, entry } = useIntersection({ root, rootMargin: '400px' });
  const nearEnd = entry?.isIntersecting ?? false;
  useEffect(() => {
    if (nearEnd && hasNextPage && !isFetching && !isError) void fetchNextPage();
  }, [nearEnd, hasNextPage, isFetching, isError, fetchNextPage]);
  return ref;
}
