import { newId } from '../../shared/ids.ts';
import { fillRoom } from '../../server/testing/fill-room.ts';
import { runAsSuperuser } from '../../server/testing/superuser.ts';
import { percentile } from '../load/measure-sends.ts';
import { openTrpcClient } from '../load/trpc-client.ts';
import type { Person } from '../move-in.ts';
import { addressOf, type Stage } from '../stage.ts';
import { noFindings, type Measures, type Workload } from '../workload.ts';

const sizes = { quick: [50, 500], ordinary: [1_000, 10_000, 100_000], full: [1_000, 100_000, 1_000_000] };
const calls = { quick: 5, ordinary: 200, full: 400 };
const members = 10;
const atOnce = 100_000;

/** What a send, the newest page and a page in the middle cost in rooms of different length. */
export const history: Workload = {
  name: 'history',
  title: 'one send and one page in rooms with a long past, one call at a time',
  headline: { measure: 'send CPU, longest ÷ shortest', better: 'less', target: 'about 1: a long past changes nothing' },
  systems: ['medsync'],
  shape: (mode) => ({ rooms: sizes[mode].length, membersPerRoom: members }),
  async run(stage, mode) {
    const rooms = [...Map.groupBy(stage.people, ({ roomId }) => roomId).values()];
    const measures: Measures = {};
    const sendCpu: number[] = [];
    for (const [index, size] of sizes[mode].entries()) await fill(stage, rooms[index]!, size);
    // the first calls of a new process say nothing about the room
    await costs(stage, rooms[0]!, sizes[mode][0]!, calls[mode]);
    for (const [index, size] of sizes[mode].entries()) {
      const cost = await costs(stage, rooms[index]!, size, calls[mode]);
      sendCpu.push(cost['send CPU ms']!);
      for (const [name, value] of Object.entries(cost)) measures[`${name}, ${size.toLocaleString('en')} messages`] = value;
    }
    measures['send CPU, longest ÷ shortest'] = sendCpu.at(-1)! / sendCpu[0]!;
    return { measures, findings: noFindings };
  },
};

async function fill({ databaseUrl, tenantId }: Stage, people: Person[], size: number): Promise<void> {
  const { roomId, userId } = people[0]!;
  const [row] = await runAsSuperuser(databaseUrl, `select count(*)::int as count from message where tenant_id = $1 and room_id = $2`, [tenantId, roomId]);
  for (let count = row!['count'] as number; count < size; count += atOnce)
    await fillRoom({ databaseUrl }, { id: userId, tenantId }, roomId, Math.min(atOnce, size - count));
  await runAsSuperuser(databaseUrl, 'vacuum (analyze) message, event, topic');
}

async function costs(stage: Stage, people: Person[], size: number, count: number): Promise<Measures> {
  const { server } = stage;
  const { roomId } = people[0]!;
  const clients = await Promise.all(
    people.map(({ token }, index) => openTrpcClient({ url: server.url, token, localAddress: addressOf(stage, index) }, { firstValueAdmits: true })),
  );
  const measured: Measures = {};
  async function measure(what: string, call: (client: (typeof clients)[number], n: number) => Promise<void>): Promise<void> {
    for (const client of clients) await call(client, size / 2);
    const times = new Float64Array(count);
    const { cpuMicros: before } = await server.usage();
    for (let n = 0; n < count; n += 1) {
      const startedAt = performance.now();
      await call(clients[n % clients.length]!, n);
      times[n] = performance.now() - startedAt;
    }
    const { cpuMicros: after } = await server.usage();
    measured[`${what} ms`] = percentile(times.toSorted(), 0.5);
    measured[`${what} CPU ms`] = (after - before) / 1e3 / count;
  }
  await measure('send', (client) => client.send(roomId, newId(), 'The pharmacist will call you back this afternoon.'));
  await measure('newest page', (client) => client.query('messages.list', { roomId }));
  await measure('page in the middle', (client, n) => client.query('messages.list', { roomId, before: Math.floor(size / 2) + (n % 50) }));
  await Promise.all(clients.map((client) => client.close()));
  return measured;
}
