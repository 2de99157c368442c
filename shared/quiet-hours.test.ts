import { describe, expect, test } from 'vitest';
import { isQuiet, quietHoursSchema } from './quiet-hours.ts';

const night = { from: '22:00', to: '07:00', timeZone: 'America/Los_Angeles' };

describe('quiet hours', () => {
  test.each([
    ['2026-01-15T05:59:00Z', false], // 21:59 there
    ['2026-01-15T06:00:00Z', true],
    ['2026-01-15T08:00:00Z', true], // midnight
    ['2026-01-15T14:59:00Z', true],
    ['2026-01-15T15:00:00Z', false],
    // in summer the same clock times are an hour earlier
    ['2026-07-15T05:00:00Z', true],
    ['2026-07-15T14:00:00Z', false],
  ])('over midnight, at %s: %s', (at, quiet) => expect(isQuiet(night, new Date(at))).toBe(quiet));

  test.each([
    ['2026-01-15T11:59:00Z', false],
    ['2026-01-15T12:00:00Z', true],
    ['2026-01-15T13:00:00Z', false],
  ])('within a day, at %s: %s', (at, quiet) => expect(isQuiet({ from: '12:00', to: '13:00', timeZone: 'UTC' }, new Date(at))).toBe(quiet));

  test.each([
    { ...night, from: '24:00' },
    { ...night, from: '9:00' },
    { ...night, to: '22:00' },
    { ...night, timeZone: 'Mars/Olympus' },
    { ...night, more: 1 },
  ])('refuses %j', (hours) => expect(quietHoursSchema.safeParse(hours).success).toBe(false));
});
