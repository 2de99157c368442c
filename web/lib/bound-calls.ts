import { TRPCClientError, type TRPCLink } from '@trpc/client';
import { observable, type Unsubscribable } from '@trpc/server/observable';
import { backoffDelay } from '../connection/backoff.ts';
import { patienceFor } from './change-patience.ts';
import { failureOf, isPassing, NoAnswer, NotSent } from './error-words.ts';
import type { AppRouter } from './trpc.ts';

/** How long somebody who pressed a button or opened a page waits for an answer at most, in milliseconds. A busy server answers within eight seconds. */
export const answerWithin = 15_000;

interface BoundOptions {
  /** Whether people are shown that there is no connection. */
  isOffline(): boolean;
  now?: () => number;
  random?: () => number;
}

/**
 * No call hangs, and no change is made long after somebody asked for it: without a connection it is refused at once, and one
 * that gets no answer in time is given up and its outcome called unknown. What `change-patience` allows is asked again.
 * Reading is given up, too: whoever reads tries again, and a call that hangs keeps others from one of the few sockets.
 */
export const boundCalls =
  ({ isOffline, now = Date.now, random = Math.random }: BoundOptions): TRPCLink<AppRouter> =>
  () =>
  ({ op, next }) => {
    const patience = op.type === 'mutation' ? patienceFor(op.path) : 'read';
    if (patience === 'kept') return next(op);
    return observable((observer) => {
      if (patience !== 'read' && isOffline()) return observer.error(TRPCClientError.from(new NotSent()));
      const startedAt = now();
      let current: Unsubscribable | undefined;
      let again: ReturnType<typeof setTimeout> | undefined;

      function stop(): void {
        clearTimeout(deadline);
        clearTimeout(again);
        // which aborts it: a call that waits in the browser must not go out when the network is back
        current?.unsubscribe();
      }
      function fail(error?: TRPCClientError<AppRouter>): void {
        stop();
        if (error && (patience === 'read' || failureOf(error))) observer.error(error);
        else observer.error(TRPCClientError.from(patience === 'read' ? new Error('No answer in time.') : new NoAnswer()));
      }
      function attempt(number: number): void {
        current = next(op).subscribe({
          next: (envelope) => observer.next(envelope),
          complete() {
            stop();
            observer.complete();
          },
          error(error) {
            if (patience !== 'again' || !isPassing(error)) return fail(error);
            again = setTimeout(() => {
              // a machine that slept meanwhile lets this timer run before the other
              if (isOffline() || now() - startedAt >= answerWithin) fail(error);
              else attempt(number + 1);
            }, backoffDelay(number, random()));
          },
        });
      }
      const deadline = setTimeout(() => fail(), answerWithin);
      attempt(0);
      return stop;
    });
  };
