import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { repeat } from './repeat.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('work is done every so often, never twice at once, and again after it failed', async () => {
  const turns: PromiseWithResolvers<void>[] = [];
  const faults: unknown[] = [];
  const work = () => {
    const turn = Promise.withResolvers<void>();
    turns.push(turn);
    return turn.promise;
  };
  const repetition = repeat(work, 100, (fault) => faults.push(fault));
  await vi.advanceTimersByTimeAsync(350);
  expect(turns).toHaveLength(1);
  turns[0]!.reject('broken');
  await vi.advanceTimersByTimeAsync(100);
  expect([turns.length, faults]).toEqual([2, ['broken']]);

  let stopped = false;
  const stopping = repetition.stop().then(() => (stopped = true));
  await vi.advanceTimersByTimeAsync(500);
  expect([turns.length, stopped]).toEqual([2, false]);
  turns[1]!.resolve();
  await stopping;
  expect(turns).toHaveLength(2);
});
