import { expect, test } from 'vitest';
import { ageOn } from './age.ts';

test('a year older on the birthday and not a day before', () => {
  expect([ageOn('1996-09-18', '2026-09-17'), ageOn('1996-09-18', '2026-09-18')]).toEqual([29, 30]);
  // who was born on a leap day has none in other years
  expect([ageOn('2004-02-29', '2025-02-28'), ageOn('2004-02-29', '2025-03-01')]).toEqual([20, 21]);
});
