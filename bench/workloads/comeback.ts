import { setTimeout as delay } from 'node:timers/promises';
import { newId } from '../../shared/ids.ts';
import { createArrivals, numberAfter } from '../load/arrivals.ts';
import { percentile } from '../load/measure-sends.ts';
import { connectEverybody, connectPerson, joinRooms, type Member, type Stage } from '../stage.ts';
import { noFindings, type Workload } from '../workload.ts';

const rooms = { quick: 4, ordinary: 100, full: 500 };
/** Messages of each room that a client has not seen when it comes back. */
const missed = 5;
const retryEvery = 250;
const givesUpAfter = 60_000;

export const comeback: Workload = {
  name: 'comeback',
  title: 'all clients back after a server kill, with five missed messages each',
  headline: { measure: 'seconds until all are back', better: 'less', target: '1.5 or less, without a timeout' },
  note: 'All come at once when the server listens again, from many addresses, and try again after 250 ms when they fail; one is back when it has what it missed. (a) and MedSync listen with a backlog as they choose it, (b) and (c) as their documentation does.',
  shape: (mode) => ({ rooms: rooms[mode], membersPerRoom: 10 }),
  async run(stage) {
    const before = await connectEverybody(stage);
    await joinRooms(before);
    const positions = await firstPositions(stage, before);
    const arrivals = createArrivals(before.length, missed * before.length);
    await Promise.all([...writersOf(before).values()].flatMap(({ client, roomId }, room) =>
      Array.from({ length: missed }, (_, n) => client.send(roomId, newId(), arrivals.write(room * missed + n)))));
    await stage.server.killAndRestart(async () => void (await Promise.all(before.map(({ client }) => client.ended))));

    const startedAt = performance.now();
    const backAfter = new Float64Array(before.length).fill(Infinity);
    const after: Member[] = [];
    let failedAttempts = 0;

    async function comeBack(index: number): Promise<void> {
      while (performance.now() - startedAt < givesUpAfter) {
        try {
          const { client, roomId } = await connectPerson(stage, index);
          after[index] = { client, roomId };
          client.onDelivery = (frame) => {
            arrivals.note(index, frame);
            if (arrivals.received(index) === missed) backAfter[index] = Math.min(backAfter[index]!, performance.now() - startedAt);
          };
          await client.join(roomId, positions[index]);
          return;
        } catch {
          failedAttempts += 1;
          await delay(retryEvery);
        }
      }
    }
    await Promise.all(before.map((_, index) => comeBack(index)));
    await arrivals.settled(missed * before.length);
    await Promise.all(after.map(({ client }) => client.close()));

    const sorted = backAfter.toSorted();
    return {
      findings: { ...noFindings, missing: missed * before.length - arrivals.deliveries, twice: arrivals.twice, outOfOrder: arrivals.outOfOrder },
      measures: {
        connections: before.length,
        'seconds until all are back': sorted.at(-1)! / 1_000,
        'seconds until half are back': percentile(sorted, 0.5) / 1_000,
        'attempts that failed': failedAttempts,
      },
    };
  },
};

/** One member of each room. */
const writersOf = (members: Member[]): Map<string, Member> => new Map(members.map((member) => [member.roomId, member]));

/** Each room gets a first message; its position is where each member comes back to. */
async function firstPositions({ system }: Stage, members: Member[]): Promise<string[]> {
  const positions: string[] = [];
  const arrivals = createArrivals(members.length, members.length);
  for (const [index, { client }] of members.entries())
    client.onDelivery = (frame) => {
      if (Number.isNaN(numberAfter(frame, 'load:'))) return;
      positions[index] ??= system.positionOf(frame);
      arrivals.note(index, frame);
    };
  await Promise.all([...writersOf(members).values()].map(({ client, roomId }, n) => client.send(roomId, newId(), arrivals.write(n))));
  await arrivals.settled(members.length);
  for (const { client } of members) client.onDelivery = () => {};
  return positions;
}
