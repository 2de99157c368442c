import { httpBatchLink, retryLink, splitLink, wsLink, type TRPCLink } from '@trpc/client';
import { observable, type Unsubscribable } from '@trpc/server/observable';
import { limits } from '../../shared/limits.ts';
import { backoffDelay } from '../connection/backoff.ts';
import type { Connection } from '../connection/connection-store.ts';
import { tellFailures, watchFeeds } from '../connection/feed-links.ts';
import { boundCalls } from './bound-calls.ts';
import { failureOf, isAboutToken, isPassing } from './error-words.ts';
import { timedFetch, type ServerTime } from './server-time.ts';
import type { Session } from './session.ts';
import type { AppRouter } from './trpc.ts';

/** Repeats a call once with a new token when the server did not take the one it came with: it did nothing then. */
const renewToken =
  (session: Session): TRPCLink<AppRouter> =>
  () =>
  ({ op, next }) =>
    observable((observer) => {
      let current: Unsubscribable;
      let cancelled = false;
      const attempt = (isRepeated: boolean) => {
        current = next(op).subscribe({
          next: (envelope) => observer.next(envelope),
          complete: () => observer.complete(),
          error(error) {
            if (isRepeated || !isAboutToken(error)) return observer.error(error);
            session.renewedToken().then(
              () => cancelled || attempt(true),
              () => observer.error(error),
            );
          },
        });
      };
      attempt(false);
      return () => {
        cancelled = true;
        current.unsubscribe();
      };
    });

/** Subscriptions over one socket, everything else over HTTP: a call that failed with its socket would be lost. */
export const createLinks = (connection: Connection, session: Session, serverTime: ServerTime): TRPCLink<AppRouter>[] => [
  watchFeeds(connection.feeds),
  splitLink({
    condition: ({ type }) => type === 'subscription',
    true: [
      retryLink({
        retry({ error }) {
          if (isAboutToken(error)) connection.distrustToken();
          return isAboutToken(error) || isPassing(error) || failureOf(error)?.reason === 'INTERNAL';
        },
        retryDelayMs: (attempt) => backoffDelay(attempt, Math.random()),
      }),
      tellFailures,
      wsLink({ client: connection.client }),
    ],
    false: [
      boundCalls({ isOffline: () => connection.getSnapshot().state.name === 'offline' }),
      renewToken(session),
      httpBatchLink({
        url: '/trpc',
        maxItems: limits.http.batchCalls,
        // what people search for does not belong in an address
        methodOverride: 'POST',
        fetch: timedFetch(serverTime),
        headers: async () => ({ authorization: `Bearer ${await session.freshToken()}` }),
      }),
    ],
  }),
];
