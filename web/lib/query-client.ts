import { QueryClient } from '@tanstack/react-query';
import { backoffDelay } from '../connection/backoff.ts';
import { isPassing } from './error-words.ts';

const maxRetries = 3;

/**
 * Nothing is read again because a window got the focus or a network came back: live events keep what is shown
 * current, each stream reads anew after a gap, and `readUnfed` the rest. Whether a change is tried again is not for here:
 * `boundCalls` decides it.
 */
export const createQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        // what cannot be asked fails and says so, rather than wait without a word
        networkMode: 'always',
        retry: (failures, error) => failures < maxRetries && isPassing(error),
        retryDelay: (failures) => backoffDelay(failures, Math.random()),
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
