import { expect, test } from 'vitest';
import { addDays, isDay, minutesOf, minutesWords, mondayOf } from './calendar.ts';

test('days are counted over the ends of months and years', () => {
  expect([addDays('2026-12-31', 1), addDays('2026-03-01', -1)]).toEqual(['2027-01-01', '2026-02-28']);
  expect([mondayOf('2026-11-22'), mondayOf('2026-11-23')]).toEqual(['2026-11-16', '2026-11-23']);
});

test.each([['2026-02-28', true], ['2026-02-30', false], ['2026-2-3', false], ['today', false]])('%s is a day: %s', (text, expected) =>
  expect(isDay(text)).toBe(expected),
);

test('times of day as people write them', () => {
  expect([minutesOf('09:05'), minutesOf('23:59'), minutesOf('24:00'), minutesOf('')]).toEqual([545, 1_439, null, null]);
  expect(minutesWords(545)).toBe('09:05');
});
