import { connectEverybody, disconnect, joinRooms, type Stage } from '../stage.ts';
import type { Measures, Outcome } from '../workload.ts';
import { sendMessages, type Pace } from './send-messages.ts';

/** What the server, and the load generator itself, have used so far. */
export interface Use {
  serverMicros: number;
  loadMicros: number;
  rssBytes: number;
}

export async function useOf({ server }: Stage): Promise<Use> {
  const { cpuMicros, rssBytes } = await server.usage();
  const { user, system } = process.cpuUsage();
  return { serverMicros: cpuMicros, loadMicros: user + system, rssBytes };
}

/** Everybody joins their room; some sends warm the server up, and then they count. */
export async function measureSends(stage: Stage, { sends, pace }: { sends: number; pace: Pace }): Promise<Outcome> {
  const members = await connectEverybody(stage);
  await joinRooms(members);
  await sendMessages(members, Math.ceil(sends / 4), pace);

  const before = await useOf(stage);
  const result = await sendMessages(members, sends, pace);
  const after = await useOf(stage);
  await disconnect(members);

  const { missing, twice, outOfOrder, refused } = result;
  return {
    findings: { missing, twice, outOfOrder, refused },
    measures: { 'sends/s': result.sends / result.seconds, ...deliveryMeasures(result, before, after) },
  };
}

export function deliveryMeasures(
  { deliveries, seconds, latencies, outOfOrder }: { deliveries: number; seconds: number; latencies: number[]; outOfOrder: number },
  before: Use,
  after: Use,
): Measures {
  const sorted = Float64Array.from(latencies).toSorted();
  return {
    'deliveries/s': deliveries / seconds,
    'p50 ms': percentile(sorted, 0.5),
    'p99 ms': percentile(sorted, 0.99),
    'CPU s / 10,000 deliveries': ((after.serverMicros - before.serverMicros) / 1e6 / deliveries) * 10_000,
    'RSS MB': after.rssBytes / 1e6,
    'out of order %': (outOfOrder / deliveries) * 100,
    'load generator CPU %': (after.loadMicros - before.loadMicros) / 1e4 / seconds,
  };
}

/** Of ascending numbers. */
export const percentile = (sorted: Float64Array, p: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * p))] ?? 0;
