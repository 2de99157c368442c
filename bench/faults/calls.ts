import { setTimeout as delay } from 'node:timers/promises';
import { createTRPCClient, httpLink, TRPCClientError, type TRPCClient } from '@trpc/client';
import type { ErrorReason } from '../../shared/errors.ts';
import type { AppRouter } from '../../server/transport/router.ts';

export interface CallCounts {
  answered: number;
  /** Requests that met a connection which had just ended, and were sent again at once. */
  resent: number;
  /** Tries that failed and were made again. */
  retried: number;
  /** Of these, begun while nodes were only being restarted in turn. */
  failedWhileRolling: number;
  /** Answered with an error that says nothing: INTERNAL. */
  unexplained: number;
  /** Not answered within bounds, however often tried. */
  unmended: number;
  longestMs: number;
}

/** Makes calls until they are answered, always with the same input, as a client does that keeps what was written. */
export interface Calls {
  readonly counts: CallCounts;
  /** What the tries said that failed while nodes were only being restarted in turn. */
  readonly saidWhileRolling: string[];
  rolling: boolean;
  client(token: string): TRPCClient<AppRouter>;
  /** The answer, or the reason of a refusal; null when there was none within bounds. */
  persist<T>(attempt: (signal: AbortSignal) => Promise<T>): Promise<{ answer: T } | { refused: ErrorReason } | null>;
}

const attemptWithin = 10_000;
const mendedWithin = 45_000;
const passing = new Set<ErrorReason>(['UNAVAILABLE', 'TIMED_OUT', 'INTERNAL', 'RATE_LIMITED', 'TOO_MANY_CALLS']);

export function createCalls(url: string): Calls {
  const counts: CallCounts = { answered: 0, resent: 0, retried: 0, failedWhileRolling: 0, unexplained: 0, unmended: 0, longestMs: 0 };
  const calls: Calls = {
    counts,
    saidWhileRolling: [],
    rolling: false,
    client: (token) => createTRPCClient<AppRouter>({ links: [httpLink({ url: `${url}/trpc`, headers: { authorization: `Bearer ${token}` } })] }),
    async persist(attempt) {
      const startedAt = performance.now();
      const took = () => performance.now() - startedAt;
      for (let wait = 20; took() < mendedWithin; wait = Math.min(wait * 2, 500)) {
        const { rolling } = calls;
        try {
          const answer = await tried(attempt);
          counts.answered += 1;
          counts.longestMs = Math.max(counts.longestMs, took());
          return { answer };
        } catch (error) {
          const reason = reasonOf(error);
          if (reason && !passing.has(reason)) {
            counts.answered += 1;
            return { refused: reason };
          }
          if (reason === 'INTERNAL') counts.unexplained += 1;
          counts.retried += 1;
          if (rolling) {
            counts.failedWhileRolling += 1;
            calls.saidWhileRolling.push(`${reason}: ${String((error as Error).cause ?? error)}`);
          }
        }
        await delay(wait * (0.5 + Math.random()));
      }
      counts.unmended += 1;
      return null;
    },
  };
  return calls;

  /** One try as a browser makes it: a request that meets the end of a connection which was kept open goes to another. */
  async function tried<T>(attempt: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const signal = AbortSignal.timeout(attemptWithin);
    try {
      return await attempt(signal);
    } catch (error) {
      if (!metItsEnd(error)) throw error;
      counts.resent += 1;
      return await attempt(signal);
    }
  }
}

/** Whether the connection ended before any answer: what undici says, below what `fetch` and tRPC put around it. */
function metItsEnd(error: unknown): boolean {
  const cause = error instanceof TRPCClientError ? (error.cause?.cause as { code?: string } | undefined) : undefined;
  return cause?.code === 'UND_ERR_SOCKET' || cause?.code === 'ECONNRESET';
}

/** Null when the server did not answer. */
function reasonOf(error: unknown): ErrorReason | null {
  if (!(error instanceof TRPCClientError)) return null;
  const data = error.data as { reason?: ErrorReason } | undefined;
  return data?.reason ?? null;
}
