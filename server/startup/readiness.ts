import type { Bus } from '../realtime/bus.ts';
import type { Readiness } from '../transport/probes.ts';

/** Whether requests can be served; rejects when the database does not answer, or has begun another history than this node knows. */
export const createReadinessCheck = ({ readEpoch, epoch, bus }: { readEpoch: () => Promise<string>; epoch: string; bus: Bus }) =>
  async (): Promise<Readiness> => {
    if ((await readEpoch()) !== epoch) throw new Error('The log has a new epoch. Start this node again.');
    return { status: bus.state === 'degraded' ? 'degraded' : 'ready', bus: bus.state };
  };
