import type { WayResult } from './measure-way.ts';

export interface Bounds {
  /** p99 of everybody's calls, and of their deliveries, as a multiple of quiet. */
  p99: number;
  memoryMiB: number;
}

export const bounds: Bounds = { p99: 1.5, memoryMiB: 100 };

export const ratio = (of: number, to: number): number => (to === 0 ? 0 : of / to);

/** Which bounds the way passed, in words. */
export function passedBounds({ broken, quiet, attacked, memoryMiB = 0 }: WayResult, { p99, memoryMiB: most }: Bounds): string[] {
  if (broken !== undefined || !quiet || !attacked) return [broken ?? 'not measured'];
  const failed = Object.values(attacked.failed).reduce((sum, count) => sum + count, 0);
  return [
    ...(ratio(attacked.calls.p99, quiet.calls.p99) > p99 ? ['calls'] : []),
    ...(ratio(attacked.deliveries.p99, quiet.deliveries.p99) > p99 ? ['deliveries'] : []),
    ...(memoryMiB > most ? ['memory'] : []),
    ...(failed > 0 ? ['failures'] : []),
  ];
}
