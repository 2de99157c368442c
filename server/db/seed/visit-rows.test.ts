import { expect, test } from 'vitest';
import { statusAt } from './visit-rows.ts';

test.each([
  [-200, 'completed'],
  [-15, 'with_provider'],
  [-5, 'in_room'],
  [10, 'checked_in'],
  [60, 'confirmed'],
  [3_000, 'confirmed'],
])('a visit of twenty minutes that starts in %i minutes is %s', (ahead, status) => {
  expect(statusAt(ahead, 20, 1)).toBe(status);
});
