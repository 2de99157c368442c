import { expect, test } from 'vitest';
import { backoffDelay, reconnectDelay } from './backoff.ts';

test('the longest wait doubles from one second and stops at thirty', () => {
  const longest = [0, 1, 2, 3, 4, 5, 20].map((attempt) => backoffDelay(attempt, 0.999_999));
  expect(longest).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
});

test('waits are spread from zero to the longest', () => {
  expect(backoffDelay(3, 0)).toBe(0);
  expect(backoffDelay(3, 0.5)).toBe(4_000);
});

test('tries to connect leave out the wait of four seconds', () => {
  expect([0, 1, 2, 3, 4, 20].map((attempt) => reconnectDelay(attempt, 0.999_999))).toEqual([1_000, 2_000, 8_000, 16_000, 30_000, 30_000]);
});
