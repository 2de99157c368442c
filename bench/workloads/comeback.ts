import { newId } from '../../shared/ids.ts';
import { createArrivals } from '../load/arrivals.ts';
import { comeBack, firstPositions } from '../load/come-back.ts';
import { percentile } from '../load/measure-sends.ts';
import { connectEverybody, joinRooms } from '../stage.ts';
import { noFindings, type Workload } from '../workload.ts';

const rooms = { quick: 4, ordinary: 100, full: 500 };
/** Messages of each room that a client has not seen when it comes back. */
const missed = 5;

export const comeback: Workload = {
  name: 'comeback',
  title: 'all clients back after a server kill, with five missed messages each',
  headline: { measure: 'seconds until all are back', better: 'less', target: '1.5 or less, without a timeout' },
  note: 'All come at once when the server listens again, from many addresses, and try again after 250 ms when they fail; one is back when it has what it missed. (a) and MedSync listen with a backlog as they choose it, (b) and (c) as their documentation does.',
  shape: (mode) => ({ rooms: rooms[mode], membersPerRoom: 10 }),
  async run(stage) {
    const members = await connectEverybody(stage);
    await joinRooms(members);
    const writers = new Map(members.map(({ client, roomId }) => [roomId, client]));
    const sendToAllRooms = (write: (n: number) => string) =>
      Promise.all([...writers].map(([roomId, client], n) => client.send(roomId, newId(), write(n))));

    const positions = await firstPositions(stage, members, sendToAllRooms);
    const arrivals = createArrivals(members.length, missed * writers.size);
    for (let round = 0; round < missed; round += 1) await sendToAllRooms((n) => arrivals.write(round * writers.size + n));
    await stage.server.killAndRestart(async () => void (await Promise.all(members.map(({ client }) => client.ended))));

    const { backAfter, failedAttempts } = await comeBack(stage, positions, missed, arrivals);
    const sorted = backAfter.toSorted();
    const { deliveries, twice, outOfOrder } = arrivals;
    return {
      findings: { ...noFindings, missing: missed * members.length - deliveries, twice, outOfOrder },
      measures: {
        connections: members.length,
        'seconds until all are back': sorted.at(-1)! / 1_000,
        'seconds until half are back': percentile(sorted, 0.5) / 1_000,
        'attempts that failed': failedAttempts,
      },
    };
  },
};
