import type { QueryClient, QueryKey } from '@tanstack/react-query';

/** Takes what changes into every cached list of one kind. */
export interface ListChanges<Change> {
  /** The newest change of one id is what counts. */
  take(id: string, change: Change): void;
  stop(): void;
}

interface ListChangesOptions<Change> {
  queryClient: QueryClient;
  /** What the keys of all lists of this kind begin with. */
  listsKey: readonly [string];
  /** Merges one change into the list of one key. */
  apply(queryKey: QueryKey, change: Change): void;
}

/**
 * A list that is being read while something changes could come back older than the change, so changes are kept until
 * no list is under way and applied to each that arrives.
 */
export function createListChanges<Change>({ queryClient, listsKey, apply }: ListChangesOptions<Change>): ListChanges<Change> {
  const cache = queryClient.getQueryCache();
  const unsettled = new Map<string, Change>();

  const stop = cache.subscribe((event) => {
    if (event.type !== 'updated' || event.action.type !== 'success' || event.action.manual) return;
    if (event.query.queryKey[0] !== listsKey[0]) return;
    for (const change of unsettled.values()) apply(event.query.queryKey, change);
    if (queryClient.isFetching({ queryKey: listsKey }) === 0) unsettled.clear();
  });

  return {
    take(id, change) {
      if (queryClient.isFetching({ queryKey: listsKey }) > 0) unsettled.set(id, change);
      for (const { queryKey } of cache.findAll({ queryKey: listsKey })) apply(queryKey, change);
    },
    stop,
  };
}
