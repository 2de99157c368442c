import { expect, test } from 'vitest';
import { dayWords } from './day-words.ts';

const now = Date.parse('2026-06-16T01:00:00Z');
const words = (at: string, zone: string, when = now): string => dayWords(Date.parse(at), when, zone);

test('today and yesterday are the zone’s', () => {
  // the evening of the 15th in New York, three in the morning of the 16th in Berlin
  expect(words('2026-06-15T23:00:00Z', 'America/New_York')).toBe('Today');
  expect(words('2026-06-15T21:00:00Z', 'Europe/Berlin')).toBe('Yesterday');
  expect(words('2026-06-15T03:59:00Z', 'America/New_York')).toBe('Yesterday');
});

test('a weekday within the last week, the date before, with the year when it is another', () => {
  expect(words('2026-06-12T12:00:00Z', 'UTC')).toMatch(/^(Friday|Freitag)$/);
  expect(words('2026-06-09T12:00:00Z', 'UTC')).toMatch(/9/);
  expect(words('2026-06-09T12:00:00Z', 'UTC')).not.toMatch(/2026/);
  expect(words('2025-12-31T23:30:00Z', 'UTC')).toMatch(/2025/);
  expect(words('2025-12-31T23:30:00Z', 'Pacific/Auckland', Date.parse('2026-01-10T00:00:00Z'))).not.toMatch(/2025/);
});

test('yesterday is one day of the calendar back, also over a day of 25 hours', () => {
  expect(words('2026-10-25T22:30:00Z', 'Europe/Berlin', Date.parse('2026-10-26T22:45:00Z'))).toBe('Yesterday');
  expect(words('2026-10-24T21:00:00Z', 'Europe/Berlin', Date.parse('2026-10-25T22:30:00Z'))).toBe('Yesterday');
});

test.each([Number.NaN, Infinity, Date.parse('0202-03-01T00:00:00Z')])('%d breaks no day line', (at) => expect(dayWords(at, now, 'Asia/Kolkata')).not.toBe(''));
