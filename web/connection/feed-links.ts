import type { TRPCLink } from '@trpc/client';
import { observable } from '@trpc/server/observable';
import type { AppRouter } from '../lib/trpc.ts';

/** Who wants to know about every subscription that the app has open. `id` names one for as long as it lives. */
export interface FeedObserver {
  opened(id: number): void;
  started(id: number): void;
  /** Nothing arrives on it until `started` is told again. */
  interrupted(id: number): void;
  ended(id: number): void;
  /** A durable event arrived. */
  received(): void;
}

/** Durable values that say something about the feed and nothing about the world. */
const aboutTheFeed = new Set(['room.joined', 'feed.heartbeat', 'feed.reset']);

function isNews(data: unknown): boolean {
  return typeof data === 'object' && data !== null && 'type' in data && !aboutTheFeed.has(String(data.type));
}

/** Tells `feeds` what becomes of every subscription. Stands before the link that retries. */
export const watchFeeds =
  (feeds: FeedObserver): TRPCLink<AppRouter> =>
  () =>
  ({ op, next }) => {
    if (op.type !== 'subscription') return next(op);
    return observable((observer) => {
      feeds.opened(op.id);
      const subscription = next(op).subscribe({
        next(envelope) {
          const { result } = envelope;
          if (result.type === 'started') feeds.started(op.id);
          if (result.type === 'state' && result.state === 'connecting') feeds.interrupted(op.id);
          if (result.type === 'data' && result.id !== undefined && isNews(result.data)) feeds.received();
          observer.next(envelope);
        },
        error(error) {
          feeds.ended(op.id);
          observer.error(error);
        },
        complete() {
          feeds.ended(op.id);
          observer.complete();
        },
      });
      return () => {
        feeds.ended(op.id);
        subscription.unsubscribe();
      };
    });
  };

/**
 * Says "connecting" when a subscription fails. `retryLink` keeps a failure to itself while it waits for the next
 * try, and a subscription that waits must not pass for a live one. Stands after the link that retries.
 */
export const tellFailures: TRPCLink<AppRouter> =
  () =>
  ({ op, next }) => {
    if (op.type !== 'subscription') return next(op);
    return observable((observer) => {
      const subscription = next(op).subscribe({
        next: (envelope) => observer.next(envelope),
        complete: () => observer.complete(),
        error(error) {
          observer.next({ result: { type: 'state', state: 'connecting', error } });
          observer.error(error);
        },
      });
      return () => subscription.unsubscribe();
    });
  };
