import { setTimeout as delay } from 'node:timers/promises';
import { deliveryMeasures, type Use, useOf } from '../load/measure-sends.ts';
import { sendSignals } from '../load/signals.ts';
import { connectEverybody, disconnect, watchRooms, type Member } from '../stage.ts';
import type { Workload } from '../workload.ts';

const changes = { quick: 12, ordinary: 400, full: 2_000 };
const width = 16;
const quietFor = { quick: 200, ordinary: 1_000, full: 1_000 };

export const fanOut: Workload = {
  name: 'fan-out',
  title: 'who is typing, to one room × 500 members, not persisted, 16 changes under way',
  headline: { measure: 'deliveries/s', better: 'more', target: '1.0, then as near to 5 as can be' },
  note: 'MedSync asks the database, every time, whether who types may be in the room (at once for all who type at about the same time); the peers ask nobody.',
  shape: (mode) => ({ rooms: 1, membersPerRoom: mode === 'quick' ? 30 : 500 }),
  async run(stage, mode) {
    const members = await connectEverybody(stage);
    await watchRooms(members);
    await quiet(members, quietFor[mode]);
    await sendSignals(stage, members, Math.ceil(changes[mode] / 4), width);

    const before: Use = await useOf(stage);
    const result = await sendSignals(stage, members, changes[mode], width);
    const measures = deliveryMeasures(result, before, await useOf(stage));
    await disconnect(members);
    const { missing, twice, outOfOrder, refused } = result;
    return { measures, findings: { missing, twice, outOfOrder, refused } };
  },
};

/** Everybody's coming is told to everybody; what is measured begins after that. */
async function quiet(members: Member[], quietFor: number): Promise<void> {
  let frames = 0;
  for (const { client } of members) client.onDelivery = () => (frames += 1);
  for (let before = -1; before !== frames; ) {
    before = frames;
    await delay(quietFor);
  }
}
