import { measureSends } from '../load/measure-sends.ts';
import { inFlight } from '../load/send-messages.ts';
import type { Workload } from '../workload.ts';

const sends = { quick: 20, ordinary: 600, full: 1_200 };

export const largeRoom: Workload = {
  name: 'large-room',
  title: 'one room × 500 members, persisted, 64 sends in flight',
  headline: { measure: 'deliveries/s', better: 'more', target: '1.3' },
  shape: (mode) => ({ rooms: 1, membersPerRoom: mode === 'quick' ? 30 : 500 }),
  run: (stage, mode) => measureSends(stage, { sends: sends[mode], pace: inFlight(64) }),
};
