import { measureSends } from '../load/measure-sends.ts';
import { perSecond } from '../load/send-messages.ts';
import type { Workload } from '../workload.ts';

const sends = { quick: 60, ordinary: 2_000, full: 6_000 };

export const openLoop: Workload = {
  name: 'open-loop',
  title: '20 rooms × 10 members, 200 persisted sends a second, open loop',
  headline: { measure: 'p99 ms', better: 'less', target: '1.1 or less' },
  shape: (mode) => (mode === 'quick' ? { rooms: 4, membersPerRoom: 5 } : { rooms: 20, membersPerRoom: 10 }),
  run: (stage, mode) => measureSends(stage, { sends: sends[mode], pace: perSecond(200) }),
};
