import type { Caller } from '../../server/transport/context.ts';
import { openTrpcClient, type TrpcLoadClient } from '../load/trpc-client.ts';
import type { ServerProcess } from '../server-process.ts';
import type { Call } from './attack.ts';
import { reasonIn, withFreshIds } from './attack-run.ts';
import { proceduresOf, type Known, type Procedure, type Size } from './inputs.ts';
import type { Place } from './town.ts';

/** Somebody who tries everything. */
export interface Searcher {
  role: string;
  caller: Caller;
  token: string;
  place: Place;
}

/** What one call costs, on average of some, one at a time. */
export interface Cost {
  role: string;
  path: string;
  size: Size;
  /** `ok`, or why it is refused. */
  outcome: string;
  cpuMs: number;
  /** Of the time to the answer, what the server did not compute: the database, above all. */
  waitingMs: number;
  answerBytes: number;
  /** By how much the server's memory grew while they were made. */
  memoryMiB: number;
  call: Call;
}

/** Ends the caller's own session, or needs a cookie, or has ways of its own. */
const notSearched = new Set(['auth.logout', 'auth.refresh', 'auth.login']);
const givesUpAfter = 5_000;
const largestFrame = 60_000;

export const costOf = ({ cpuMs, waitingMs }: Cost): number => cpuMs + waitingMs;

export interface SearchPlan {
  sizes: readonly Size[];
  /** How often each call is made. */
  times: number;
}

/** Makes every call of the API as each of them, with inputs of each size. */
export async function searchProcedures(server: ServerProcess, searchers: readonly Searcher[], { sizes, times }: SearchPlan): Promise<Cost[]> {
  const costs: Cost[] = [];
  for (const searcher of searchers) {
    for (const procedure of proceduresOf().filter(({ path }) => !notSearched.has(path))) {
      // one call may end its connection
      const client = await openTrpcClient({ url: server.url, token: searcher.token, localAddress: `127.0.4.${1 + (costs.length % 200)}` }, { firstValueAdmits: true });
      const seen = new Set<string>();
      await server.usage('usage when idle');
      for (const size of sizes) {
        const input = procedure.input(size, knownIn(searcher));
        const text = JSON.stringify(input) ?? '';
        if (seen.has(text) || text.length > largestFrame) continue;
        seen.add(text);
        costs.push(await costOfCalls(server, client, searcher, procedure, size, input, times));
      }
      await Promise.race([client.close(), client.ended]);
    }
  }
  return costs;
}

async function costOfCalls(server: ServerProcess, client: TrpcLoadClient, { role }: Searcher, { path, method }: Procedure, size: Size, input: unknown, times: number): Promise<Cost> {
  let outcome = 'ok';
  let answerBytes = 0;
  let made = 0;
  const before = await server.usage();
  const startedAt = performance.now();
  for (; made < times; made += 1) {
    const late = Promise.withResolvers<never>();
    const timer = setTimeout(() => late.reject(new Error('"reason":"NOT_IN_TIME"')), givesUpAfter);
    try {
      const fresh: unknown = input === undefined ? undefined : JSON.parse(withFreshIds(JSON.stringify(input)));
      const frame = await Promise.race([client.ask(method, path, fresh), client.ended, late.promise]);
      if (!frame) throw new Error('"reason":"SOCKET_ENDED"');
      answerBytes += frame.length;
      if (method === 'subscription') client.unsubscribe(frame);
    } catch (error) {
      outcome = reasonIn((error as Error).message);
      if (outcome === 'SOCKET_ENDED' || outcome === 'NOT_IN_TIME') break;
    } finally {
      clearTimeout(timer);
    }
  }
  const milliseconds = (performance.now() - startedAt) / Math.max(1, made);
  const after = await server.usage();
  const cpuMs = (after.cpuMicros - before.cpuMicros) / 1_000 / Math.max(1, made);
  return {
    role,
    path,
    size,
    outcome,
    cpuMs,
    waitingMs: Math.max(0, milliseconds - cpuMs),
    answerBytes: answerBytes / Math.max(1, made),
    memoryMiB: Math.max(0, after.rssBytes - before.rssBytes) / 2 ** 20,
    call: { method, path, input },
  };
}

function knownIn({ place, caller }: Searcher): Known {
  let next = 0;
  return (path, field) => {
    switch (field) {
      case 'roomId':
        return path.startsWith('threads.') ? place.threadId : place.longRoomId;
      case 'patientId':
        return place.patientIds[0];
      case 'providerId':
      case 'orderedById':
        return place.providers[0]!.userId;
      case 'userId':
      case 'assigneeId':
        return place.pharmacists[0]!.userId;
      case 'alertId':
        return place.alertId;
      case 'id':
        return path.startsWith('alerts.') ? caller.userId : undefined;
      case 'userIds':
      case 'participantIds':
      case 'mentionIds':
        // a list does not name anybody twice
        return place.staff[next++ % place.staff.length]!.userId;
      default:
        return undefined;
    }
  };
}

/** The most costly procedures, each as it costs most, the most costly first. */
export function mostCostly(costs: readonly Cost[], count: number): Cost[] {
  const worst = new Map<string, Cost>();
  for (const cost of costs) if (costOf(cost) > costOf(worst.get(cost.path) ?? cost) || !worst.has(cost.path)) worst.set(cost.path, cost);
  return [...worst.values()].toSorted((a, b) => costOf(b) - costOf(a)).slice(0, count);
}
