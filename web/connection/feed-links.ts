import type { TRPCLink } from '@trpc/client';
import { observable } from '@trpc/server/observable';
import { feeds as declared, meaningOf, type Feeds } from '../../shared/feeds.ts';
import type { AppRouter } from '../lib/trpc.ts';

/** Who wants to know about every subscription that the app has open. `id` names one for as long as it lives. */
export interface FeedObserver {
  opened(id: number): void;
  /** What it delivers is current from now on. */
  started(id: number): void;
  /** Nothing arrives on it until `started` is told again. */
  interrupted(id: number): void;
  ended(id: number): void;
  /** A durable event arrived. */
  received(): void;
}

const field = (value: unknown, name: string): unknown => (typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined);

/** The type of what a durable feed delivered: a tracked value arrives wrapped, as `{ id, data }`. */
function typeOf(value: unknown): string | null {
  const type = field(field(value, 'data'), 'type');
  return typeof type === 'string' ? type : null;
}

/** A message is news once, however many feeds tell of it. */
const isNewsOfMessage = (value: unknown): boolean => field(field(field(value, 'data'), 'notification'), 'type') === 'message.received';

/**
 * Tells `feeds` what becomes of every subscription. A durable one is current once it has said that nothing is missing, any
 * other as soon as it has started. Stands before the link that retries.
 */
export const watchFeeds =
  (feeds: FeedObserver, known: Feeds = declared): TRPCLink<AppRouter> =>
  () =>
  ({ op, next }) => {
    if (op.type !== 'subscription') return next(op);
    const feed = known[op.path];
    const isDurable = feed?.kind === 'durable';
    return observable((observer) => {
      feeds.opened(op.id);
      const subscription = next(op).subscribe({
        next(envelope) {
          const { result } = envelope;
          if (result.type === 'started' && !isDurable) feeds.started(op.id);
          if (result.type === 'state' && result.state === 'connecting') feeds.interrupted(op.id);
          const type = result.type === 'data' && isDurable ? typeOf(result.data) : null;
          const meaning = isDurable && type !== null ? meaningOf(feed, type) : null;
          if (meaning === 'news' && !(result.type === 'data' && isNewsOfMessage(result.data))) feeds.received();
          if (meaning === 'joined' || meaning === 'feed.heartbeat') feeds.started(op.id);
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
