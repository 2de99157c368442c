import { expect, test } from 'vitest';
import { durationWords, timeWords } from './time-words.ts';

const now = new Date(2026, 5, 15, 18, 0).getTime();
const ago = (minutes: number) => timeWords(now - minutes * 60_000, now);

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
  expect(timeWords(now + 5_000, now)).toBe('just now');
});

test.each([
  [-5, '0 s'],
  [45_000, '45 s'],
  [12 * 60_000, '12 min'],
  [120 * 60_000, '2 h'],
  [125 * 60_000, '2 h 5 min'],
  [50 * 3_600_000, '2 d'],
])('%i ms is %s', (milliseconds, words) => expect(durationWords(milliseconds)).toBe(words));
