import { setTimeout as delay } from 'node:timers/promises';
import type { NodeProcess } from './node-process.ts';
import type { Stage } from './stage.ts';

/** What a fault strikes: two faults of one kind of thing do not overlap, others may. */
type Struck = 'nodes' | 'clocks' | 'database' | 'redis' | 'links' | 'database links' | 'hints';

interface Fault {
  struck: Struck;
  /** How often it comes, beside the others. */
  weight: number;
  /** Resolves when what was broken works again; a clock that is off stays so until it is set anew. */
  strike(stage: Stage, random: () => number): Promise<void>;
}

const frameOrSo = 4_000;
const fiveMinutes = 5 * 60_000;
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
  'clocks set off': {
    struck: 'clocks',
    weight: 2,
    async strike({ nodes }, random) {
      for (const node of nodes) node.setClockOff((random() * 2 - 1) * fiveMinutes);
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
      const nearEnd = 1_000 + random() * 2_000;
      links.freeze(0.1 + random() * 0.4, nearEnd, 5_000 + random() * 25_000);
      await delay(nearEnd);
    },
  },
  'links paused': {
    struck: 'links',
    weight: 2,
    async strike({ links }, random) {
      const time = random() * 3_000;
      links.pause(random(), time);
      await delay(time);
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

/** Every fault as often as its weight says, shuffled, again and again: none is left out for long. */
export function* drawFaults(random: () => number): Generator<FaultName, never> {
  const all = faultNames.flatMap((name) => Array<FaultName>(faults[name].weight).fill(name));
  for (;;) {
    const places = new Map(all.map((_, index) => [index, random()]));
    for (const index of [...places.keys()].toSorted((one, other) => places.get(one)! - places.get(other)!)) yield all[index]!;
  }
}

export interface Strikes {
  readonly counts: Record<FaultName, number>;
  /** Begins the fault once nothing of its kind is under way. */
  begin(name: FaultName): Promise<void>;
  /** Resolves when everything works again. */
  over(): Promise<void>;
}

/** So long calls must have been answered, and none have failed, for what was struck last to be over; and how long that is waited for. In milliseconds. */
const settles = 1_000;
const settlesWithin = 30_000;

export function createStrikes(stage: Stage, random: () => number): Strikes {
  const counts = Object.fromEntries(faultNames.map((name) => [name, 0])) as Record<FaultName, number>;
  const underWay = new Map<Struck, Promise<void>>();
  const over = async (): Promise<void> => void (await Promise.all(underWay.values()));
  /** What a deploy alone does to calls can only be seen when nothing else is broken, nor about to. */
  async function calm(): Promise<void> {
    await over();
    for (const links of [stage.links, stage.database.links]) links.mend();
    const { counts } = stage.calls;
    for (const deadline = performance.now() + settlesWithin; performance.now() < deadline; ) {
      const { answered, retried } = counts;
      await delay(settles);
      if (counts.answered > answered && counts.retried === retried) return;
    }
  }
  return {
    counts,
    over,
    async begin(name) {
      const { struck, strike } = faults[name] as Fault;
      const rolling = name === 'nodes restarted in turn';
      await underWay.get(struck);
      if (rolling) await calm();
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
