import { connectEverybody, disconnect, joinRooms, type Stage } from '../stage.ts';
import type { Outcome } from '../workload.ts';
import { sendMessages, type Pace } from './send-messages.ts';

/** Everybody joins their room; some sends warm the server up, and then they count. */
export async function measureSends(stage: Stage, { sends, pace }: { sends: number; pace: Pace }): Promise<Outcome> {
  const members = await connectEverybody(stage);
  await joinRooms(members);
  await sendMessages(members, Math.ceil(sends / 4), pace);

  const before = await stage.server.usage();
  const loadBefore = process.cpuUsage();
  const result = await sendMessages(members, sends, pace);
  const after = await stage.server.usage();
  const load = process.cpuUsage(loadBefore);
  await disconnect(members);

  const { deliveries, seconds, missing, twice, outOfOrder, refused } = result;
  const latencies = Float64Array.from(result.latencies).toSorted();
  return {
    findings: { missing, twice, outOfOrder, refused },
    measures: {
      'sends/s': result.sends / seconds,
      'deliveries/s': deliveries / seconds,
      'p50 ms': percentile(latencies, 0.5),
      'p99 ms': percentile(latencies, 0.99),
      'CPU s / 10,000 deliveries': ((after.cpuMicros - before.cpuMicros) / 1e6 / deliveries) * 10_000,
      'RSS MB': after.rssBytes / 1e6,
      'out of order %': (outOfOrder / deliveries) * 100,
      'load generator CPU %': ((load.user + load.system) / 1e6 / seconds) * 100,
    },
  };
}

export const percentile = (sorted: Float64Array, p: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * p))] ?? 0;
