import { describe, expect, test } from 'vitest';
import { addDays } from './calendar.ts';
import { clinicTime } from './clinic-time.ts';

const berlin = clinicTime('Europe/Berlin', () => Date.parse('2026-06-15T12:00:00Z'));
const newYork = clinicTime('America/New_York', () => Date.parse('2026-06-15T12:00:00Z'));
const iso = (at: number) => new Date(at).toISOString();

test('nine in the morning is nine on the clinic’s wall, on either side of a change of the clocks', () => {
  expect(iso(berlin.instant('2026-03-28', 540))).toBe('2026-03-28T08:00:00.000Z');
  expect(iso(berlin.instant('2026-03-29', 540))).toBe('2026-03-29T07:00:00.000Z');
  expect(iso(newYork.instant('2026-10-31', 540))).toBe('2026-10-31T13:00:00.000Z');
  expect(iso(newYork.instant('2026-11-01', 540))).toBe('2026-11-01T14:00:00.000Z');
});

describe('the night in which the clocks change', () => {
  test('a day is 23 or 25 hours long', () => {
    const length = (day: string) => (berlin.instant(addDays(day, 1), 0) - berlin.instant(day, 0)) / 3_600_000;
    expect([length('2026-03-29'), length('2026-10-25'), length('2026-06-01')]).toEqual([23, 25, 24]);
  });

  test('of a time that comes twice the first is meant', () => {
    expect(iso(berlin.instant('2026-10-25', 150))).toBe('2026-10-25T00:30:00.000Z');
  });

  test('a time that does not come is as much later as the clocks were moved', () => {
    expect(berlin.clock(berlin.instant('2026-03-29', 150))).toBe('03:30');
  });
});

test.each(['Europe/Berlin', 'Asia/Kolkata', 'Pacific/Apia', 'Australia/Lord_Howe', 'UTC'])('there and back in %s', (zone) => {
  const time = clinicTime(zone, () => Date.parse('2026-06-15T12:00:00Z'));
  for (let day = '2026-01-01'; day < '2027-01-01'; day = addDays(day, 1))
    for (const minutes of [0, 430, 1_439]) expect(time.wall(time.instant(day, minutes))).toEqual({ day, minutes });
});

test('the day is the clinic’s', () => {
  expect(newYork.day(Date.parse('2026-11-22T03:00:00Z'))).toBe('2026-11-21');
});

test.each(['0202-03-01T10:00:00Z', '0001-01-01T00:00:00Z', '9999-12-31T23:59:59Z', '1884-07-01T00:00:00Z', 'no time'])('%s breaks nothing that shows it', (at) => {
  for (const time of [berlin, newYork]) {
    const { day, minutes } = time.wall(Date.parse(at));
    expect(day).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(minutes).toBeGreaterThanOrEqual(0);
    expect(time.span({ startsAt: at, endsAt: at })).toMatch(/^\d\d:\d\d–\d\d:\d\d$/);
    expect(addDays(day, 40)).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(Number.isNaN(time.instant(day, minutes))).toBe(false);
  }
});
