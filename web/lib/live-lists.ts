import type { QueryClient, QueryKey } from '@tanstack/react-query';

/** Cached lists that live events keep current. */
export interface LiveLists<Event> {
  /** Takes the event into every list. With an `id`, of several events about one thing the newest is all that counts. */
  take(event: Event, id?: string): void;
  /** Has the lists read again: what is on its way may be of any age. */
  readAgain(): void;
  stop(): void;
}

/**
 * Lists under `listsKey`, each changed by `apply`. A list that is being read while something happens could arrive older
 * than the event, so events are kept until no list is under way and taken into each that arrives: `apply` must not mind
 * events that a list knows already.
 */
export function createLiveLists<Event>(
  queryClient: QueryClient,
  listsKey: QueryKey,
  apply: (queryKey: QueryKey, event: Event) => void,
): LiveLists<Event> {
  const cache = queryClient.getQueryCache();
  const isReading = (): boolean => queryClient.isFetching({ queryKey: listsKey }) > 0;
  const unsettled = new Map<string | symbol, Event>();
  let isOutdated = false;

  const unsubscribe = cache.subscribe((change) => {
    if (change.type !== 'updated' || change.action.type !== 'success' || change.action.manual) return;
    if (change.query.queryKey[0] !== listsKey[0]) return;
    for (const event of unsettled.values()) apply(change.query.queryKey, event);
    if (isReading()) return;
    unsettled.clear();
    if (!isOutdated) return;
    isOutdated = false;
    void queryClient.invalidateQueries({ queryKey: listsKey });
  });

  return {
    take(event, id) {
      if (isReading()) {
        if (id !== undefined) unsettled.delete(id);
        unsettled.set(id ?? Symbol('event'), event);
      }
      for (const { queryKey } of cache.findAll({ queryKey: listsKey })) apply(queryKey, event);
    },
    readAgain() {
      if (isReading()) isOutdated = true;
      else void queryClient.invalidateQueries({ queryKey: listsKey });
    },
    stop: unsubscribe,
  };
}
