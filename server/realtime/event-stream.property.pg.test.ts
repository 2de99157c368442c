import fc from 'fast-check';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createCursors } from './cursor.ts';
import { Drop, nodeCount, pollEvery, Prune, readerCount, Restart, Resume, settle, Write, type Model, type Real, type StreamCommand } from './event-stream-model.ts';
import { createFaultyBus, seededRandom } from './faulty-bus.ts';
import { newTopic, openLogFixture, startNode, type LogFixture } from './log-fixture.ts';

// bounds so small that random runs meet every edge of them
vi.mock(import('../../shared/limits.ts'), async (original) => {
  const { limits } = await original();
  const feed = { ...limits.feed, pageEvents: 4, ringEvents: 7, replayEvents: 20 };
  return { limits: { ...limits, feed } as unknown as typeof limits };
});

let fixture: LogFixture;
beforeAll(async () => void (fixture = await openLogFixture()));
afterAll(() => fixture[Symbol.asyncDispose]());

const reader = fc.nat({ max: readerCount - 1 });
const node = fc.nat({ max: nodeCount - 1 });
const writer = fc.record({ node, events: fc.integer({ min: 1, max: 6 }), fails: fc.boolean() });
const id = fc.oneof({ arbitrary: fc.constant('own' as const), weight: 8 }, fc.constantFrom('ahead' as const, 'foreign' as const));
const write = fc.array(writer, { minLength: 1, maxLength: 4 }).map((writers): StreamCommand => new Write(writers));
const resume = fc.tuple(reader, node, id).map(([index, on, kind]): StreamCommand => new Resume(index, on, kind));
const commands = fc.commands(
  [
    write,
    write,
    write,
    resume,
    resume,
    resume,
    reader.map((index): StreamCommand => new Drop(index)),
    node.map((of): StreamCommand => new Restart(of)),
    fc.nat({ max: 12 }).map((keep): StreamCommand => new Prune(keep)),
  ],
  { maxCommands: 40, size: 'max' },
);

async function start(): Promise<{ model: Model; real: Real }> {
  const random = seededRandom(1);
  const bus = createFaultyBus({ lost: 0.3, doubled: 0.2 }, random);
  const nodes = Array.from({ length: nodeCount }, () => startNode({ db: fixture.db, bus, pollEvery }));
  const cursors = createCursors('epoch1');
  return {
    model: { seq: 0, pruned: 0, readers: Array.from({ length: readerCount }, () => ({ cursor: 0, node: null })) },
    real: { fixture, bus, cursors, topic: newTopic(), nodes, readers: [], history: new Map() },
  };
}

/** On failure the seed and the shortest sequence that fails are printed; pass `{ seed, path }` here to repeat them. */
test('whatever writers, readers, the log and the nodes do: no gap, no duplicate, no reordering, and a reset exactly when something is lost', { timeout: 120_000 }, async () => {
  const property = fc.asyncProperty(commands, async (run) => {
    const started = await start();
    const { model, real } = started;
    try {
      await fc.asyncModelRun(() => started, run);
      await settle(model, real);
      expect([...(await fixture.stored(real.topic)).keys()].at(-1) ?? model.pruned).toBe(model.seq);
    } finally {
      await Promise.all(real.readers.filter(Boolean).map((connected) => connected.reader.stop()));
      for (const { tailers } of real.nodes) tailers.stop();
    }
  });
  await fc.assert(property, { numRuns: 60 });
});
