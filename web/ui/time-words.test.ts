import { expect, test } from 'vitest';
import { birthDate, clockTime, dateAndTime, durationWords, fullTime, timeWords } from './time-words.ts';

const now = new Date(2026, 5, 15, 18, 0).getTime();
const ago = (minutes: number) => timeWords(now - minutes * 60_000, now, undefined);

test('relative under an hour', () => {
  expect([ago(0.5), ago(1), ago(59)]).toEqual(['just now', '1 min ago', '59 min ago']);
});

test('the time of day today, the date before that, the year when it is another', () => {
  expect(ago(90)).toBe('16:30');
  expect(ago(60 * 24)).toMatch(/14/);
  expect(ago(60 * 24)).not.toMatch(/2026/);
  expect(ago(60 * 24 * 400)).toMatch(/2025/);
});

test('a clock that runs behind does not show the future', () => {
  expect(timeWords(now + 5_000, now, undefined)).toBe('just now');
});

test.each([
  [-5, '0 s'],
  [45_000, '45 s'],
  [12 * 60_000, '12 min'],
  [120 * 60_000, '2 h'],
  [125 * 60_000, '2 h 5 min'],
  [50 * 3_600_000, '2 d'],
])('%i ms is %s', (milliseconds, words) => expect(durationWords(milliseconds)).toBe(words));

test('today is the zone’s', () => {
  // two in the morning in Berlin, the evening before in New York
  const night = Date.parse('2026-06-16T00:00:00Z');
  const before = night - 3 * 3_600_000;
  expect(timeWords(before, night, 'America/New_York')).toBe('17:00');
  expect(timeWords(before, night, 'Europe/Berlin')).toMatch(/15/);
  expect(timeWords(Date.parse('2025-12-31T23:30:00Z'), Date.parse('2026-01-01T10:00:00Z'), 'UTC')).toMatch(/2025/);
});

test.each([Number.NaN, -8.64e15, 8.64e15, 9e15, Infinity, Date.parse('0202-03-01T00:00:00Z'), Date.parse('9999-12-31T23:59:59Z')])('%d breaks no formatter', (at) => {
  for (const words of [timeWords(at, now, undefined), timeWords(at, now, 'Asia/Kolkata'), clockTime(at, undefined), fullTime(at, undefined), fullTime(at, 'Pacific/Apia'), dateAndTime(at, 'Pacific/Apia')]) expect(words).not.toBe('');
});

test.each(['', 'yesterday', '0000-00-00', '99999-01-01'])('a date of birth that is stored as %j breaks no page', (day) => expect(birthDate(day)).not.toBe(''));
