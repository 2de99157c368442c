import { measureSends } from '../load/measure-sends.ts';
import { inFlight } from '../load/send-messages.ts';
import type { Workload } from '../workload.ts';

const sends = { quick: 120, ordinary: 4_000, full: 8_000 };

export const chatRooms: Workload = {
  name: 'chat-rooms',
  title: '20 rooms × 10 members, persisted, 64 sends in flight',
  headline: { measure: 'sends/s', better: 'more', target: '0.80' },
  note: 'A send of MedSync stores the message, its event and an audit row in one transaction, after asking whether the sender may; a peer stores one row.',
  shape: (mode) => (mode === 'quick' ? { rooms: 4, membersPerRoom: 5 } : { rooms: 20, membersPerRoom: 10 }),
  run: (stage, mode) => measureSends(stage, { sends: sends[mode], pace: inFlight(64) }),
};
