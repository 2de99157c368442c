import assert from 'node:assert/strict';
import type { AsyncCommand } from 'fast-check';
import { limits } from '../../shared/limits.ts';
import type { Topic } from '../../shared/topics.ts';
import type { Bus } from './bus.ts';
import type { Cursors } from './cursor.ts';
import { historyFaults } from './history-check.ts';
import { startNode, testEvent, type LogFixture, type TestNode } from './log-fixture.ts';
import { startReader, type Reader } from './reader-fixture.ts';

export const readerCount = 4;
export const nodeCount = 2;

/** What must be true of one topic and its readers. */
export interface Model {
  seq: number;
  /** Everything up to here has been pruned. */
  pruned: number;
  /** Per reader: where it stood when it was dropped (0 for one that never read), and the node it is on, if any. */
  readers: { cursor: number; node: number | null }[];
}

interface Connected {
  reader: Reader;
  after: number;
  /** How often it may, and must, be told to reset. */
  resets: { min: number; max: number };
}

export interface Real {
  fixture: LogFixture;
  bus: Bus;
  cursors: Cursors;
  topic: Topic;
  nodes: TestNode[];
  readers: Connected[];
  /** Every event ever committed, the pruned ones too. */
  history: Map<number, string>;
}

export type StreamCommand = AsyncCommand<Model, Real>;

/** Waits until every connected reader stands at the end of the log, and judges what each has received. */
export async function settle(model: Model, real: Real): Promise<void> {
  for (const [index, { node }] of model.readers.entries()) {
    if (node === null) continue;
    const connected = real.readers[index]!;
    await connected.reader.until(() => connected.reader.items.length > 0 && connected.reader.position >= model.seq);
    assert.equal(connected.reader.position, model.seq);
    await judge(real, connected);
  }
}

async function judge({ fixture, topic, history }: Real, { reader, after, resets }: Connected): Promise<void> {
  for (const [seq, body] of await fixture.stored(topic)) history.set(seq, body);
  assert.deepEqual(historyFaults(reader.items, after, history), []);
  const received = reader.items.flatMap(({ kind }, index) => (kind === 'reset' ? [index] : []));
  assert.ok(received.length >= resets.min, 'a reset that is missing');
  assert.ok(received.length <= resets.max, 'a reset without need');
  assert.deepEqual(received, received.map(() => 0), 'a reset comes before anything else');
}

/** Several writers at once, each with some events; those marked so roll back. */
export class Write implements StreamCommand {
  readonly writers: { node: number; events: number; fails: boolean }[];
  constructor(writers: Write['writers']) {
    this.writers = writers;
  }
  check = () => true;
  async run(model: Model, { nodes, fixture, topic }: Real): Promise<void> {
    const rollback = new Error('rolled back on purpose');
    const write = ({ node, events, fails }: Write['writers'][number]) =>
      nodes[node]!.log.write(fixture.tenantId, async (unit) => {
        await unit.append(Array.from({ length: events }, (_, index) => testEvent(topic, `${index}`)));
        if (fails) throw rollback;
      });
    const results = await Promise.allSettled(this.writers.map(write));
    assert.deepEqual(results.filter((result) => result.status === 'rejected' && result.reason !== rollback), []);
    model.seq += this.writers.reduce((sum, { events, fails }) => sum + (fails ? 0 : events), 0);
  }
  toString = () => `write(${this.writers.map(({ node, events, fails }) => `${events}${fails ? ' rolled back' : ''} on ${node}`).join(', ')})`;
}

/** A reader comes (back) with the id of the last event it has; or with one that cannot be trusted. */
export class Resume implements StreamCommand {
  readonly index: number;
  readonly node: number;
  readonly id: 'own' | 'ahead' | 'foreign';
  constructor(index: number, node: number, id: Resume['id']) {
    this.index = index;
    this.node = node;
    this.id = id;
  }
  check = ({ readers }: Readonly<Model>) => readers[this.index]!.node === null;
  async run(model: Model, real: Real): Promise<void> {
    const { topic, cursors, fixture, nodes } = real;
    const { cursor } = model.readers[this.index]!;
    const id = { own: cursors.format(topic, cursor), ahead: cursors.format(topic, model.seq + 1), foreign: cursors.format('room:other', cursor) }[this.id];
    const after = cursors.parse(topic, id);
    // While somebody else reads on this node, it may hold in memory what the log has dropped, or may not have heard yet
    // how far the log has gone on: then a reset is allowed and not required.
    const held = model.readers.some((other) => other.node === this.node);
    const lost = cursor < model.pruned;
    const tooFar = model.seq - cursor > limits.feed.replayEvents;

    const min = this.id !== 'own' || ((lost || tooFar) && !held) ? 1 : 0;
    const resets = { min, max: lost || tooFar ? 1 : min };

    const reader = startReader({ node: nodes[this.node]!, tenantId: fixture.tenantId, topic, after });
    model.readers[this.index]!.node = this.node;
    real.readers[this.index] = { reader, after: after ?? 0, resets };
    // it is attached from here on; how much more it receives before it is dropped is left to chance
    await reader.until(() => reader.items.length > 0);
  }
  toString = () => `resume(reader ${this.index} on ${this.node}, ${this.id})`;
}

/** The connection of a reader breaks, whatever it has received until then. */
export class Drop implements StreamCommand {
  readonly index: number;
  constructor(index: number) {
    this.index = index;
  }
  check = ({ readers }: Readonly<Model>) => readers[this.index]!.node !== null;
  async run(model: Model, real: Real): Promise<void> {
    await drop(model, real, this.index);
  }
  toString = () => `drop(reader ${this.index})`;
}

async function drop(model: Model, real: Real, index: number): Promise<void> {
  const connected = real.readers[index]!;
  await connected.reader.stop();
  await judge(real, connected);
  model.readers[index] = { cursor: connected.reader.position, node: null };
}

/** A server dies with its readers, and another takes its place. */
export class Restart implements StreamCommand {
  readonly node: number;
  constructor(node: number) {
    this.node = node;
  }
  check = () => true;
  async run(model: Model, real: Real): Promise<void> {
    for (const [index, { node }] of model.readers.entries()) if (node === this.node) await drop(model, real, index);
    assert.deepEqual(real.nodes[this.node]!.faults, []);
    real.nodes[this.node]!.tailers.stop();
    real.nodes[this.node] = startNode({ db: real.fixture.db, bus: real.bus, pollEvery });
  }
  toString = () => `restart(node ${this.node})`;
}

/** The log drops what lies `keep` or more behind its end, once the connected readers have it. */
export class Prune implements StreamCommand {
  readonly keep: number;
  constructor(keep: number) {
    this.keep = keep;
  }
  check = ({ seq }: Readonly<Model>) => seq > this.keep;
  async run(model: Model, real: Real): Promise<void> {
    await settle(model, real);
    model.pruned = Math.max(model.pruned, model.seq - this.keep);
    await real.fixture.prune(real.topic, model.pruned);
  }
  toString = () => `prune(all but ${this.keep})`;
}

export const pollEvery = 10;
