import type { TRPCLink } from '@trpc/client';
import { observable } from '@trpc/server/observable';
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

/** Feeds that replay what was missed after they have started. */
const durable = new Set(['rooms.events', 'schedule.events', 'notifications.events', 'alerts.events', 'workItems.events']);

/** The values with which a durable feed says that nothing is missing any more. */
const confirmations = new Set([
  'room.joined',
  'schedule.joined',
  'notifications.joined',
  'alerts.joined',
  'work.joined',
  'feed.heartbeat',
]);

/** Durable values that say something about the feed, or of what the person has read, and nothing new about the world. */
const noNews = new Set([...confirmations, 'feed.reset', 'notification.read']);

const field = (value: unknown, name: string): unknown => (typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined);

/** The type of what a durable feed delivered: a tracked value arrives wrapped, as `{ id, data }`. */
function typeOf(value: unknown): string | null {
  const type = field(field(value, 'data'), 'type');
  return typeof type === 'string' ? type : null;
}

/** A message is news once, however many feeds tell of it. */
const isNewsOfMessage = (value: unknown): boolean => field(field(field(value, 'data'), 'notification'), 'type') === 'message.received';

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
          if (result.type === 'started' && !durable.has(op.path)) feeds.started(op.id);
          if (result.type === 'state' && result.state === 'connecting') feeds.interrupted(op.id);
          const type = result.type === 'data' && durable.has(op.path) ? typeOf(result.data) : null;
          if (type !== null && !noNews.has(type) && !(result.type === 'data' && isNewsOfMessage(result.data))) feeds.received();
          if (type !== null && confirmations.has(type)) feeds.started(op.id);
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
