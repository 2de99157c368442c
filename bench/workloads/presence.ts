import { setTimeout as delay } from 'node:timers/promises';
import { percentile } from '../load/measure-sends.ts';
import { openTrpcClient, type TrpcLoadClient } from '../load/trpc-client.ts';
import { addressOf, eachAtOnce, persist, type Stage } from '../stage.ts';
import { noFindings, type Measures, type Workload } from '../workload.ts';

const sizes = {
  quick: { people: 20, arriving: 10, changes: 4 },
  ordinary: { people: 1_000, arriving: 300, changes: 100 },
  full: { people: 1_000, arriving: 300, changes: 200 },
};
const givesUpAfter = 30_000;
const lookEvery = 20;

/** A colleague's presence on the screens of everybody else: what it costs when many come at once, and when one changes. */
export const presence: Workload = {
  name: 'presence',
  title: 'one change with everybody online, and many who come at once',
  headline: { measure: 'CPU ms a change', better: 'less', target: '10 or less with 1,000 online' },
  note: 'Everybody works for one pharmacy and follows who is there. Those who arrive open their sockets as fast as the server takes them, and ask at once; they have arrived when everybody has been told of all of them. A change is one person who becomes idle or active; it is over when everybody has been told, and the next comes then.',
  systems: ['medsync'],
  shape: (mode) => ({ rooms: 1, membersPerRoom: sizes[mode].people }),
  async run(stage, mode) {
    const { arriving, changes } = sizes[mode];
    const first = await arrive(stage, [], arriving);
    const rest = await arrive(stage, first.everybody, stage.people.length);
    const watchers = rest.everybody;
    const { cpu, latencies, missing } = await changeOneByOne(stage, watchers, changes);
    const measures: Measures = {
      online: watchers.length,
      'CPU ms a change': cpu,
      'ms until all are told': percentile(latencies, 0.5),
      [`CPU s while ${arriving} arrive`]: first.cpuSeconds,
      [`seconds until ${arriving} have arrived`]: first.seconds,
      [`MB more after ${arriving} have arrived`]: first.growth,
      'CPU s while the others arrive': rest.cpuSeconds,
      'openings that were refused': first.refused + rest.refused,
    };
    await Promise.all(watchers.map(({ client }) => client.close()));
    return { measures, findings: { ...noFindings, missing } };
  },
};

interface Watcher {
  client: TrpcLoadClient;
  userId: string;
  /** The newest status that it was told of each person. */
  told: Map<string, string>;
}

async function openWatcher(stage: Stage, index: number): Promise<Watcher> {
  const { token, userId } = stage.people[index]!;
  const client = await openTrpcClient({ url: stage.server.url, token, localAddress: addressOf(stage, index) }, { firstValueAdmits: true });
  const told = new Map<string, string>();
  client.onDelivery = (frame) => {
    for (const [, id, status] of frame.matchAll(/"userId":"([^"]+)"[^{}]*?"status":"(\w+)"/g)) told.set(id!, status!);
  };
  return { client, userId, told };
}

/** The next people come, until there are `count`; those who are `here` have their view open. */
async function arrive(stage: Stage, here: Watcher[], count: number) {
  const { server } = stage;
  const before = await server.usage('usage when idle');
  const startedAt = performance.now();
  const coming: Watcher[] = [];
  let refused = 0;
  async function come(index: number): Promise<void> {
    const watcher = await openWatcher(stage, index);
    try {
      await watcher.client.subscribe('presence.watch');
      coming.push(watcher);
    } catch (error) {
      refused += 1;
      await watcher.client.close();
      throw error;
    }
  }
  await eachAtOnce(count - here.length, (index) => persist(() => come(here.length + index)));
  const everybody = [...here, ...coming];
  await until(() => everybody.every(({ told }) => coming.every(({ userId }) => told.get(userId) === 'online')));
  const seconds = (performance.now() - startedAt) / 1_000;
  const after = await server.usage();
  const cpuSeconds = (after.cpuMicros - before.cpuMicros) / 1e6;
  return { everybody, cpuSeconds, seconds, growth: (after.rssBytes - before.rssBytes) / 1e6, refused };
}

async function changeOneByOne({ server }: Stage, watchers: Watcher[], changes: number) {
  const latencies = new Float64Array(changes);
  let missing = 0;
  // what was sent at last is taken before it is measured
  await delay(500);
  const { cpuMicros: before } = await server.usage();
  for (let n = 0; n < changes; n += 1) {
    const { client, userId } = watchers[Math.floor(n / 2) % watchers.length]!;
    const status = n % 2 === 0 ? 'away' : 'online';
    const startedAt = performance.now();
    await client.mutate('presence.setStatus', { status });
    await until(() => watchers.every(({ told }) => told.get(userId) === status));
    latencies[n] = performance.now() - startedAt;
    missing += watchers.filter(({ told }) => told.get(userId) !== status).length;
  }
  const { cpuMicros: after } = await server.usage();
  return { cpu: (after - before) / 1e3 / changes, latencies: latencies.toSorted(), missing };
}

async function until(condition: () => boolean): Promise<void> {
  const deadline = performance.now() + givesUpAfter;
  while (!condition() && performance.now() < deadline) await delay(lookEvery);
}
