import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hoursAround } from './clinic-hours.ts';

test.each([
  [12 * 60, 8, 17],
  [9 * 60, 8, 17],
  [7 * 60, 2, 12],
  [18 * 60 + 30, 14, 23],
  [3 * 60, 0, 24],
  [23 * 60 + 50, 0, 24],
  [0, 0, 24],
])('first started %i minutes after midnight it is open from %i to %i', (minutes, opens, closes) => {
  expect(hoursAround(minutes)).toEqual({ opens: opens * 60, closes: closes * 60 });
});

test('at any minute it has been open for an hour and stays open for one, as far as the day goes', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 24 * 60 - 1 }), (minutes) => {
      const { opens, closes } = hoursAround(minutes);
      expect(opens).toBeGreaterThanOrEqual(0);
      expect(closes).toBeLessThanOrEqual(24 * 60);
      expect(opens).toBeLessThanOrEqual(Math.max(0, minutes - 60));
      expect(closes).toBeGreaterThanOrEqual(Math.min(24 * 60, minutes + 60));
    }),
  );
});
