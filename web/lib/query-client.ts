import { QueryClient } from '@tanstack/react-query';
import { backoffDelay } from '../connection/backoff.ts';
import { isPassing } from './error-words.ts';

const retryDelay = (failures: number) => backoffDelay(failures, Math.random());
const maxRetries = 3;

/** For mutations that name their result by a client id: if the answer was lost, asking again gives the same one. */
export const repeatable = {
  retry: (failures: number, error: unknown) => failures < maxRetries && isPassing(error),
  retryDelay,
};

/**
 * Nothing is read again because a window got the focus or a network came back: live events keep what is shown
 * current, each stream reads anew after a gap, and `readUnfed` the rest. A mutation fails at once when there is no network; the few
 * that may wait for it (messages) set `networkMode: 'online'` themselves.
 */
export const createQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: { refetchOnWindowFocus: false, refetchOnReconnect: false, retry: repeatable.retry, retryDelay },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
