import { expect, test, vi } from 'vitest';
import { createBatcher, type Outcome } from './batcher.ts';

const turn = () => new Promise(setImmediate);

/** A batcher that waits to be let through, and remembers what was asked of it. */
function heldBatcher(options: { outcome?: (item: string) => Outcome<string>; atOnce?: number; gatherFor?: number; boundBy?: (item: string) => string } = {}) {
  const { outcome = (item: string) => ({ result: item.toUpperCase() }), ...spread } = options;
  const groups: string[][] = [];
  const gates: PromiseWithResolvers<void>[] = [];
  const { submit } = createBatcher<string, string>({
    most: 3,
    ...spread,
    async run(items) {
      groups.push(items);
      const gate = Promise.withResolvers<void>();
      gates.push(gate);
      await gate.promise;
      return items.map(outcome);
    },
  });
  const release = async () => {
    gates.shift()!.resolve();
    await turn();
    await turn();
  };
  return { submit, groups, release };
}

test('what comes in one turn goes together, and what comes meanwhile next, in order, a bounded number at a time', async () => {
  const { submit, groups, release } = heldBatcher();
  const results = Promise.all(['a', 'b'].map((item) => submit('room', item)));
  await turn();
  expect(groups).toEqual([['a', 'b']]);
  const later = Promise.all(['c', 'd', 'e', 'f'].map((item) => submit('room', item)));
  await release();
  expect(groups).toEqual([['a', 'b'], ['c', 'd', 'e']]);
  await release();
  expect(groups).toEqual([['a', 'b'], ['c', 'd', 'e'], ['f']]);
  await release();
  expect([await results, await later]).toEqual([['A', 'B'], ['C', 'D', 'E', 'F']]);
});

test('those who came meanwhile are joined by those who come within the time to gather; a full group does not wait', async () => {
  const { submit, groups, release } = heldBatcher({ gatherFor: 200 });
  const results = [submit('room', 'a')];
  await turn();
  results.push(submit('room', 'b'));
  await release();
  expect(groups).toEqual([['a']]);
  results.push(submit('room', 'c'));
  await vi.waitUntil(() => groups.length === 2, { interval: 1 });
  expect(groups[1]).toEqual(['b', 'c']);
  results.push(...['d', 'e', 'f'].map((item) => submit('room', item)));
  await release();
  expect(groups[2]).toEqual(['d', 'e', 'f']);
  await release();
  expect(await Promise.all(results)).toEqual(['A', 'B', 'C', 'D', 'E', 'F']);
  const [alone] = [submit('room', 'g'), await turn()];
  expect(groups[3]).toEqual(['g']);
  await release();
  expect(await alone).toBe('G');
});

test('keys do not wait for each other, and one that was idle starts again', async () => {
  const { submit, groups, release } = heldBatcher();
  const [one, other] = [submit('one', 'a'), submit('other', 'b')];
  await turn();
  expect(groups).toEqual([['a'], ['b']]);
  await release();
  expect(await one).toBe('A');
  const again = submit('one', 'c');
  await turn();
  expect(groups).toEqual([['a'], ['b'], ['c']]);
  await release();
  await release();
  expect(await Promise.all([other, again])).toEqual(['B', 'C']);
});

test('some groups of a key are under way at once, none with what another is bound by, and what is bound alike stays in order', async () => {
  const { submit, groups, release } = heldBatcher({ atOnce: 2, boundBy: (item) => item[0]! });
  const results: Promise<string>[] = [];
  for (const item of ['a1', 'b1', 'a2', 'c1', 'b2', 'd1']) {
    results.push(submit('tenant', item));
    await turn();
  }
  expect(groups).toEqual([['a1'], ['b1']]);
  await release();
  expect(groups).toEqual([['a1'], ['b1'], ['a2', 'c1', 'd1']]);
  await release();
  expect(groups.at(-1), 'too small to begin beside that one').toEqual(['a2', 'c1', 'd1']);
  await release();
  expect(groups.at(-1)).toEqual(['b2']);
  await release();
  expect(await Promise.all(results)).toEqual(['A1', 'B1', 'A2', 'C1', 'B2', 'D1']);
});

test('one that is refused does not concern the others', async () => {
  const refused = new Error('not yours');
  const { submit, release } = heldBatcher({ outcome: (item) => (item === 'b' ? { refused } : { result: item }) });
  const outcomes = Promise.allSettled(['a', 'b', 'c'].map((item) => submit('room', item)));
  await turn();
  await release();
  expect(await outcomes).toEqual([
    { status: 'fulfilled', value: 'a' },
    { status: 'rejected', reason: refused },
    { status: 'fulfilled', value: 'c' },
  ]);
});

test('a group that one may have made fail is tried one by one, and the queue goes on', async () => {
  const tried: string[][] = [];
  const { submit } = createBatcher<string, string>({
    most: 10,
    isFaultOfOne: (error) => (error as Error).message === 'bad',
    async run(items) {
      tried.push(items);
      if (items.includes('away')) throw new Error('away');
      if (items.includes('bad')) throw new Error('bad');
      return items.map((result) => ({ result }));
    },
  });
  const outcomes = await Promise.allSettled(['a', 'b', 'bad', 'c'].map((item) => submit('room', item)));
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
  expect(tried).toEqual([['a', 'b', 'bad', 'c'], ['a'], ['b'], ['bad'], ['c']]);
  const away = await Promise.allSettled(['d', 'e', 'away'].map((item) => submit('other', item)));
  expect(away.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  expect(tried.slice(5)).toEqual([['d', 'e', 'away']]);
  expect(await submit('room', 'f')).toBe('f');
});
