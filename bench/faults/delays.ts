import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { percentile } from '../load/measure-sends.ts';
import { attack, type AttackCounts } from './attack.ts';
import { findingsOf, type Findings } from './findings.ts';
import { readLog } from './read-log.ts';
import { haveRead, startReaders } from './readers.ts';
import { setStage, type Shape } from './stage.ts';
import { write, type Acknowledged } from './writer.ts';

interface DelayOptions extends Shape {
  /** The patient and some of the staff. */
  writersPerRoom: number;
  /** Milliseconds that a writer rests between two messages. */
  writerPause: number;
  /** All conditions, one after the other, so often: what else the machine does meets each alike. */
  rounds: number;
  /** How long each is measured in a round. */
  milliseconds: number;
}

/** Milliseconds from the call that writes a message until a reader has it. */
interface Delays {
  deliveries: number;
  median: number;
  p99: number;
  longest: number;
}

const conditions = ['nothing', 'every hint lost', 'attack'] as const;
export type Condition = (typeof conditions)[number];

export interface DelayRun extends DelayOptions {
  readers: number;
  delays: Record<Condition, Delays>;
  attack: AttackCounts;
  findings: Findings;
}

/** Measures how long messages take to their readers while nothing is broken, while no hint arrives, and while others misbehave. */
export async function measureDelays(options: DelayOptions): Promise<DelayRun> {
  await using stage = await setStage(options, null, Math.random);
  const { calls, clinic, nodes, url } = stage;
  const [troublemakers, ...rooms] = clinic.rooms;
  const readers = await startReaders(url, rooms, 1);
  const histories = readers.map(({ history }) => history);
  const all: Acknowledged[] = [];
  const counts: AttackCounts = { ofAddress: 0, refused: 0, ofPerson: 0, ended: 0 };

  const during: Record<Condition, (signal: AbortSignal) => Promise<void>> = {
    nothing: async () => undefined,
    async 'every hint lost'(signal) {
      for (const node of nodes) node.loseHints(1);
      await once(signal, 'abort');
      for (const node of nodes) node.loseHints(0);
    },
    attack: (signal) => attack(nodes, troublemakers!, counts, signal),
  };

  async function measure(condition: Condition): Promise<number[]> {
    const over = new AbortController();
    const acknowledged: Acknowledged[] = [];
    for (const history of histories) history.arrivals = new Map();
    const underWay = during[condition](over.signal);
    const authors = rooms.flatMap(({ roomId, patient, staff }) =>
      [patient, ...staff.slice(0, options.writersPerRoom - 1)].map((author) => write(calls, author, roomId, options.writerPause, acknowledged, over.signal)),
    );
    await delay(options.milliseconds);
    over.abort();
    await Promise.all([underWay, ...authors]);
    await haveRead(histories, await readLog(stage));
    all.push(...acknowledged);
    return histories.flatMap(({ roomId, arrivals }) =>
      acknowledged.flatMap((message) => {
        // a note for staff does not come to the patient; whatever else is missing is a finding
        const at = message.roomId === roomId ? arrivals!.get(message.seq) : undefined;
        return at === undefined ? [] : [at - message.calledAt];
      }),
    );
  }

  const ages: Record<Condition, number[]> = { nothing: [], 'every hint lost': [], attack: [] };
  // nodes that have just started are slower
  await measure('nothing');
  for (let round = 0; round < options.rounds; round += 1) for (const condition of conditions) ages[condition].push(...(await measure(condition)));
  await Promise.all(readers.map((reader) => reader.stop()));
  return {
    ...options,
    readers: readers.length,
    delays: { nothing: delaysOf(ages.nothing), 'every hint lost': delaysOf(ages['every hint lost']), attack: delaysOf(ages.attack) },
    attack: counts,
    findings: findingsOf({ log: await readLog(stage), histories, acknowledged: all, claims: [], claimsInHistory: new Map(), intrusions: 0, calls: calls.counts }),
  };
}

function delaysOf(ages: number[]): Delays {
  const sorted = Float64Array.from(ages).toSorted();
  return { deliveries: sorted.length, median: percentile(sorted, 0.5), p99: percentile(sorted, 0.99), longest: percentile(sorted, 1) };
}
