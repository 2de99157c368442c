import { expect, test } from 'vitest';
import { keepAnswer } from './kept-answer.ts';

test('a thousand who ask at once are one computation, and so are those within the second', async () => {
  let [computed, now] = [0, 0];
  const { promise, resolve } = Promise.withResolvers<void>();
  const ask = keepAnswer(async () => promise.then(() => ++computed), 1_000, () => now);
  const answers = Array.from({ length: 1_000 }, ask);
  now = 5_000;
  answers.push(ask());
  resolve();
  expect(new Set(await Promise.all(answers))).toEqual(new Set([1]));
  expect(await ask()).toBe(2);
  now = 5_999;
  expect(await ask()).toBe(2);
  now = 6_000;
  expect(await ask()).toBe(3);
});

test('a failure is kept as long, and no longer', async () => {
  let [computed, now] = [0, 0];
  const ask = keepAnswer(async () => {
    computed += 1;
    if (computed === 1) throw new Error('down');
    return 'up';
  }, 1_000, () => now);
  await expect(ask()).rejects.toThrow('down');
  now = 999;
  await expect(ask()).rejects.toThrow('down');
  expect(computed).toBe(1);
  now = 1_000;
  expect(await ask()).toBe('up');
});
