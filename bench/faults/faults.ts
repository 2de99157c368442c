import { setTimeout as delay } from 'node:timers/promises';
import type { NodeProcess } from './node-process.ts';
import type { Stage } from './stage.ts';

/** What a fault strikes: two faults of one kind of thing do not overlap, others may. */
type Struck = 'nodes' | 'database' | 'redis' | 'links' | 'database links' | 'hints';

interface Fault {
  struck: Struck;
  /** How often it is drawn, beside the others. */
  weight: number;
  /** Resolves when what was broken works again. */
  strike(stage: Stage, random: () => number): Promise<void>;
}

const frameOrSo = 4_000;
const any = (nodes: readonly NodeProcess[], random: () => number): NodeProcess => nodes[Math.floor(random() * nodes.length)]!;

const faults = {
  'node killed': { struck: 'nodes', weight: 3, strike: ({ nodes }, random) => any(nodes, random).killAndRestart(random() * 1_000) },
  'nodes restarted in turn': {
    struck: 'nodes',
    weight: 1,
    async strike({ nodes }) {
      for (const node of nodes) await node.restart();
    },
  },
  'database connections ended': { struck: 'database', weight: 5, strike: ({ database }, random) => database.endBackends(0.2 + random() * 0.8) },
  'database killed': { struck: 'database', weight: 1, strike: ({ database }, random) => database.killAndRestart(random() * 1_500) },
  'Redis killed': {
    struck: 'redis',
    weight: 2,
    async strike({ redis }, random) {
      await redis.kill();
      await delay(random() * 2_000);
      await redis.start();
    },
  },
  'Redis silent': {
    struck: 'redis',
    weight: 1,
    async strike({ redis }, random) {
      redis.pause();
      await delay(random() * 6_000);
      redis.resume();
    },
  },
  'hints lost': {
    struck: 'hints',
    weight: 2,
    async strike({ nodes }, random) {
      const share = [0.3, 0.6, 1][Math.floor(random() * 3)]!;
      for (const node of nodes) node.loseHints(share);
      await delay(1_000 + random() * 2_000);
      for (const node of nodes) node.loseHints(0);
    },
  },
  'links cut': {
    struck: 'links',
    weight: 6,
    async strike({ links }, random) {
      links.cut(0.1 + random() * 0.9, () => Math.floor(random() * frameOrSo));
    },
  },
  'links half-open': {
    struck: 'links',
    weight: 2,
    async strike({ links }, random) {
      links.freeze(0.1 + random() * 0.4, 1_000 + random() * 2_000, 5_000 + random() * 25_000);
    },
  },
  'links paused': {
    struck: 'links',
    weight: 2,
    async strike({ links }, random) {
      links.pause(random(), random() * 3_000);
    },
  },
  'database links cut': {
    struck: 'database links',
    weight: 4,
    async strike({ database }, random) {
      database.links.cut(0.2 + random() * 0.8, () => Math.floor(random() * frameOrSo));
    },
  },
} satisfies Record<string, Fault>;

export type FaultName = keyof typeof faults;
const faultNames = Object.keys(faults) as FaultName[];

/** One by chance, by its weight. */
export function drawFault(random: () => number): FaultName {
  let left = random() * faultNames.reduce((sum, name) => sum + faults[name].weight, 0);
  return faultNames.find((name) => (left -= faults[name].weight) < 0)!;
}

export interface Strikes {
  readonly counts: Record<FaultName, number>;
  /** Begins the fault once nothing of its kind is under way. */
  begin(name: FaultName): Promise<void>;
  /** Resolves when everything works again. */
  over(): Promise<void>;
}

export function createStrikes(stage: Stage, random: () => number): Strikes {
  const counts = Object.fromEntries(faultNames.map((name) => [name, 0])) as Record<FaultName, number>;
  const underWay = new Map<Struck, Promise<void>>();
  const over = async (): Promise<void> => void (await Promise.all(underWay.values()));
  return {
    counts,
    over,
    async begin(name) {
      const { struck, strike } = faults[name] as Fault;
      const rolling = name === 'nodes restarted in turn';
      // what a deploy alone does to calls can only be seen when nothing else is broken
      await (rolling ? over() : underWay.get(struck));
      counts[name] += 1;
      stage.calls.rolling = rolling;
      const done = strike(stage, random);
      underWay.set(struck, done);
      // looked at by whoever waits for it
      done.catch(() => undefined);
      if (!rolling) return;
      await done;
      stage.calls.rolling = false;
    },
  };
}
