import { expect, test } from 'vitest';
import { createBatcher, type Outcome } from './batcher.ts';
/** A batcher that waits to be let through, and remembers what was asked of it. */
function heldBatcher(outcome: (item: string) => Outcome<string> = (item) => ({ result: item.toUpperCase() })) {
  const groups: string[][] = [];
  const gates: PromiseWithResolvers<void>[] = [];
  const { submit } = createBatcher<string, string>({
    most: 3,
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
    await new Promise(setImmediate);
  };
  return { submit, groups, release };
}

test('the first goes at once, and what comes meanwhile goes together, in order, a bounded number at a time', async () => {
  const { submit, groups, release } = heldBatcher();
  const results = Promise.all(['a', 'b', 'c', 'd', 'e'].map((item) => submit('room', item)));
  expect(groups).toEqual([['a']]);
  await release();
  expect(groups).toEqual([['a'], ['b', 'c', 'd']]);
  await release();
  expect(groups).toEqual([['a'], ['b', 'c', 'd'], ['e']]);
  await release();
  expect(await results).toEqual(['A', 'B', 'C', 'D', 'E']);
});

test('rooms do not wait for each other, and a room that was idle starts at once again', async () => {
  const { submit, groups, release } = heldBatcher();
  const [one, other] = [submit('one', 'a'), submit('other', 'b')];
  expect(groups).toEqual([['a'], ['b']]);
  await release();
  expect(await one).toBe('A');
  const again = submit('one', 'c');
  expect(groups).toEqual([['a'], ['b'], ['c']]);
  await release();
  await release();
  expect(await Promise.all([other, again])).toEqual(['B', 'C']);
});

test('one that is refused does not concern the others', async () => {
  const refused = new Error('not yours');
  const { submit, release } = heldBatcher((item) => (item === 'b' ? { refused } : { result: item }));
  const outcomes = Promise.allSettled(['a', 'b', 'c'].map((item) => submit('room', item)));
  await release();
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
  expect(tried).toEqual([['a'], ['b', 'bad', 'c'], ['b'], ['bad'], ['c']]);
  const away = await Promise.allSettled(['d', 'e', 'away'].map((item) => submit('other', item)));
  expect(away.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
  expect(tried.slice(5)).toEqual([['d'], ['e', 'away']]);
  expect(await submit('room', 'f')).toBe('f');
});
