import { expect, test } from 'vitest';
import { awayAfter, idleStatus } from './idle.ts';

test('away exactly after five minutes without input', () => {
  expect(idleStatus(1_000, 1_000 + awayAfter - 1)).toBe('online');
  expect(idleStatus(1_000, 1_000 + awayAfter)).toBe('away');
});
