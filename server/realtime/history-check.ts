import type { StreamItem } from './event-stream.ts';

/**
 * What is wrong with the history that one reader received, in words; empty when nothing is. Each event must be the one
 * after the last and must be what the log holds; a reset says openly that reading goes on elsewhere, so it is no fault.
 */
export function historyFaults(items: readonly StreamItem[], after: number, log: ReadonlyMap<number, string>): string[] {
  const faults: string[] = [];
  let position = after;
  for (const item of items) {
    if (item.kind === 'reset') position = item.seq;
    if (item.kind !== 'event') continue;
    const { seq, body } = item.event;
    if (seq > position + 1) faults.push(`gap: ${seq} came after ${position}`);
    if (seq === position) faults.push(`duplicate: ${seq}`);
    if (seq < position) faults.push(`out of order: ${seq} came after ${position}`);
    if (log.get(seq) !== body) faults.push(`other content: ${seq}`);
    position = seq;
  }
  return faults;
}
