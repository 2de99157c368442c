import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createVerificationQueue, type Turn, type VerificationQueue } from './verification-queue.ts';

/** A queue in which what runs ends when it is told to; `order` says who has begun. */
function createHeldQueue(atOnce: number, most = 1_000) {
  const queue: VerificationQueue = createVerificationQueue({ atOnce, most });
  const order: string[] = [];
  const refused: string[] = [];
  const running: (() => void)[] = [];
  let mostAtOnce = 0;
  return {
    queue,
    order,
    refused,
    get mostAtOnce() {
      return mostAtOnce;
    },
    ask: (key: string, isKnown = false) =>
      void queue
        .run({ isKnown, key } satisfies Turn, () => {
          order.push(key);
          return new Promise<void>((end) => (mostAtOnce = Math.max(mostAtOnce, running.push(end))));
        })
        .catch(() => refused.push(key)),
    async endAll() {
      await settled();
      while (running.length > 0) {
        running.shift()!();
        await settled();
      }
    },
  };
}
const settled = () => new Promise((resolve) => setImmediate(resolve));

test('no more than so many run at once, and everybody gets their turn', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 4 }), fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.boolean()), { maxLength: 40 }), async (atOnce, asked) => {
      const held = createHeldQueue(atOnce);
      for (const [key, isKnown] of asked) held.ask(key, isKnown);
      await held.endAll();
      expect(held.order.toSorted()).toEqual(asked.map(([key]) => key).toSorted());
      expect(held.mostAtOnce).toBeLessThanOrEqual(atOnce);
      expect(held.queue.waiting).toBe(0);
    }),
    { numRuns: 50 },
  );
});

test('networks take turns: who comes after a flood waits for one of it', async () => {
  const held = createHeldQueue(1);
  for (let index = 0; index < 100; index += 1) held.ask('flood');
  held.ask('quiet');
  await held.endAll();
  // one was running, one was next in line
  expect(held.order.indexOf('quiet')).toBeLessThanOrEqual(2);
});

test('a flood from a thousand networks delays a known browser by one comparison at a time', async () => {
  const held = createHeldQueue(1);
  for (let index = 0; index < 900; index += 1) held.ask(`network${index}`);
  held.ask('workstation', true);
  held.ask('tablet', true);
  await held.endAll();
  expect(held.order.indexOf('workstation')).toBeLessThanOrEqual(2);
  expect(held.order.indexOf('tablet')).toBeLessThanOrEqual(4);
});

test('when too many wait, the network with most of them loses its newest', async () => {
  const held = createHeldQueue(1, 10);
  for (let index = 0; index < 20; index += 1) held.ask('flood');
  for (let index = 0; index < 5; index += 1) held.ask(`quiet${index}`);
  await settled();
  expect(held.refused).toEqual(Array(14).fill('flood'));
  expect(held.queue.waiting).toBe(10);
  await held.endAll();
  expect(held.order.filter((key) => key.startsWith('quiet'))).toHaveLength(5);
});

test('what fails makes room like what succeeds', async () => {
  const queue = createVerificationQueue({ atOnce: 1, most: 10 });
  const turn = { isKnown: false, key: 'a' };
  await expect(queue.run(turn, () => Promise.reject(new Error('out of memory')))).rejects.toThrow('out of memory');
  expect(await queue.run(turn, async () => 'done')).toBe('done');
});
