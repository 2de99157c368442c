import { connectEverybody, connectPerson, disconnect, joinRooms } from '../stage.ts';
import { noFindings, type Workload } from '../workload.ts';

const rooms = { quick: 4, ordinary: 100, full: 500 };
/** Connections that come and go first, so that what is loaded once is not counted as theirs. */
const rehearsal = 20;

export const idle: Workload = {
  name: 'idle',
  title: 'idle authenticated connections, each listening to a room of ten',
  headline: { measure: 'kB a connection', better: 'less', target: '2.5 or less, and 25 kB' },
  note: 'Held is a verified socket each and a place in a room of ten, listening to its messages; what counts is the growth of the resident memory of the server after a garbage collection. All run with a young generation of 16 MB, as `npm start` does.',
  shape: (mode) => ({ rooms: rooms[mode], membersPerRoom: 10 }),
  async run(stage) {
    const first = await Promise.all(stage.people.slice(0, rehearsal).map((_, index) => connectPerson(stage, index)));
    await joinRooms(first);
    await disconnect(first);

    const before = await stage.server.usage('usage when idle');
    const startedAt = performance.now();
    const members = await connectEverybody(stage);
    await joinRooms(members);
    const seconds = (performance.now() - startedAt) / 1_000;
    const after = await stage.server.usage('usage when idle');
    await disconnect(members);
    return {
      findings: noFindings,
      measures: {
        connections: members.length,
        'kB a connection': (after.rssBytes - before.rssBytes) / 1e3 / members.length,
        'RSS MB': after.rssBytes / 1e6,
        'connections/s while they come': members.length / seconds,
      },
    };
  },
};
