import type { WayResult } from './measure-way.ts';
import type { WindowSummary } from './window.ts';

export interface Bounds {
  /** p99 of everybody's calls, and of their deliveries, as a multiple of quiet. */
  p99: number;
  memoryMiB: number;
}

export const bounds: Bounds = { p99: 1.5, memoryMiB: 100 };

export const ratio = (of: number, to: number): number => (to === 0 ? 0 : of / to);

/** p99 of everybody's calls and deliveries while it is quiet, in milliseconds. */
export interface Quiet {
  calls: number;
  deliveries: number;
}

/** The median of the quiet windows of all ways: the p99 of a single one is its five slowest calls. */
export function quietOf(ways: readonly WayResult[]): Quiet {
  const median = (of: (window: WindowSummary) => number): number => {
    const all = ways.flatMap(({ quiet }) => (quiet ? [of(quiet)] : [])).toSorted((a, b) => a - b);
    return ((all[Math.floor((all.length - 1) / 2)] ?? 0) + (all[Math.ceil((all.length - 1) / 2)] ?? 0)) / 2;
  };
  return { calls: median(({ calls }) => calls.p99), deliveries: median(({ deliveries }) => deliveries.p99) };
}

/** Which bounds the way passed, in words. */
export function passedBounds({ broken, attacked, memoryMiB = 0 }: WayResult, { p99, memoryMiB: most }: Bounds, quiet: Quiet): string[] {
  if (broken !== undefined || !attacked) return [broken ?? 'not measured'];
  const failed = Object.values(attacked.failed).reduce((sum, count) => sum + count, 0);
  return [
    ...(ratio(attacked.calls.p99, quiet.calls) > p99 ? ['calls'] : []),
    ...(ratio(attacked.deliveries.p99, quiet.deliveries) > p99 ? ['deliveries'] : []),
    ...(memoryMiB > most ? ['memory'] : []),
    ...(failed > 0 ? ['failures'] : []),
  ];
}
