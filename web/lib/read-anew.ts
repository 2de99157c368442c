import type { QueryClient, QueryKey } from '@tanstack/react-query';

/**
 * Reads again what the cache holds under a key, as it is from now on. `invalidateQueries` starts a reading over only when it
 * is not the first one: a first reading that is under way is given up here, so that none arrives older than this call.
 */
export async function readAnew(queryClient: QueryClient, queryKey: QueryKey): Promise<void> {
  await queryClient.cancelQueries({ queryKey, predicate: ({ state }) => state.data === undefined }, { silent: true });
  await queryClient.invalidateQueries({ queryKey });
}
