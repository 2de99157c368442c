import type { Query, QueryClient, QueryFilters, QueryKey } from '@tanstack/react-query';

/**
 * Reads again what the cache holds of some queries, as it is from now on. `invalidateQueries` starts a reading over only when it
 * is not the first one: a first reading that is under way is given up here, so that none arrives older than this call.
 */
async function startOver(queryClient: QueryClient, queries: Pick<QueryFilters, 'queryKey' | 'predicate'>): Promise<void> {
  const isFirst = (query: Query): boolean => query.state.data === undefined && (queries.predicate?.(query) ?? true);
  await queryClient.cancelQueries({ ...queries, predicate: isFirst }, { silent: true });
  await queryClient.invalidateQueries(queries);
}

export const readAnew = (queryClient: QueryClient, queryKey: QueryKey): Promise<void> => startOver(queryClient, { queryKey });

/**
 * Reads anew what no feed keeps current. That is what a procedure's own hook has read: its key begins with the path, in a
 * list, and the keys that feeds know with a name.
 */
export const readUnfed = (queryClient: QueryClient): Promise<void> =>
  startOver(queryClient, { predicate: ({ queryKey }) => Array.isArray(queryKey[0]) });
