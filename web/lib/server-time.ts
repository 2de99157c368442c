import type { HTTPLinkOptions } from '@trpc/client';
import type { AppRouter } from './trpc.ts';

type Fetch = NonNullable<HTTPLinkOptions<AppRouter['_def']['_config']['$types']>['fetch']>;

/** The time as the server has it, whatever this machine's clock shows. Milliseconds since 1970. */
export interface ServerTime {
  now(): number;
  /** What the server's clock showed just now. */
  measured(at: number): void;
  /** A time that this machine's clock showed, as the server's clock had it. */
  fromLocal(at: number): number;
}

/** Clocks that differ by less agree: answers travel, and say full seconds. */
const agreesWithin = 2_000;

export function createServerTime(localNow: () => number = Date.now): ServerTime {
  let ahead = 0;
  return {
    now: () => localNow() + ahead,
    measured(at) {
      const difference = at - localNow();
      ahead = Math.abs(difference) < agreesWithin ? 0 : difference;
    },
    fromLocal: (at) => at + ahead,
  };
}

/** `fetch` for tRPC, whose every answer tells the server's time. */
export const timedFetch =
  (serverTime: Pick<ServerTime, 'measured'>, send: (input: URL | RequestInfo, init?: RequestInit) => Promise<Response> = (...request) => fetch(...request)): Fetch =>
  async (input, init) => {
    const response = await send(input, init as RequestInit);
    const at = Date.parse(response.headers.get('date') ?? '');
    if (!Number.isNaN(at)) serverTime.measured(at);
    return response;
  };
