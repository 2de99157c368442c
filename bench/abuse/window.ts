import { percentile } from '../load/measure-sends.ts';

/** What became of everybody's calls that began within one stretch of time. */
export interface Window {
  /** Milliseconds of each call, by what it was. */
  calls: Map<string, number[]>;
  /** Milliseconds from each send to each reader. */
  deliveries: number[];
  /** Calls, deliveries and arrivals that failed, by what it was and why. */
  failed: Map<string, number>;
}

export const newWindow = (): Window => ({ calls: new Map(), deliveries: [], failed: new Map() });

export function noteCall({ calls }: Window, kind: string, milliseconds: number): void {
  const known = calls.get(kind);
  if (known) known.push(milliseconds);
  else calls.set(kind, [milliseconds]);
}

export const noteFailure = ({ failed }: Window, what: string): void => void failed.set(what, (failed.get(what) ?? 0) + 1);

export interface Latency {
  count: number;
  p50: number;
  p99: number;
}

/** What is not counted among the calls: coming in takes a password's hash, which is slow on purpose. */
export const arrival = 'come in';

export interface WindowSummary {
  calls: Latency;
  deliveries: Latency;
  arrivals: Latency;
  kinds: Record<string, Latency>;
  failed: Record<string, number>;
}

export function summarize({ calls, deliveries, failed }: Window): WindowSummary {
  const kinds = [...calls].filter(([kind]) => kind !== arrival);
  return {
    calls: latencyOf(kinds.flatMap(([, times]) => times)),
    deliveries: latencyOf(deliveries),
    arrivals: latencyOf(calls.get(arrival) ?? []),
    kinds: Object.fromEntries(kinds.map(([kind, times]) => [kind, latencyOf(times)])),
    failed: Object.fromEntries(failed),
  };
}

function latencyOf(times: number[]): Latency {
  const sorted = Float64Array.from(times).toSorted();
  return { count: sorted.length, p50: round(percentile(sorted, 0.5)), p99: round(percentile(sorted, 0.99)) };
}

const round = (value: number): number => Number(value.toPrecision(4));
