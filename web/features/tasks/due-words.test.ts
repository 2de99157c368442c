import { expect, test } from 'vitest';
import { clinicTime } from '../schedule/clinic-time.ts';
import { dueWords } from './due-words.ts';

// ten at night in New York is the next day in UTC
const now = Date.parse('2026-06-16T02:00:00.000Z');
const newYork = clinicTime('America/New_York', () => Date.parse('2026-06-15T12:00:00Z'));

test.each([
  ['2026-06-16T01:58:30.000Z', 'overdue', 'Overdue by 1 min'],
  ['2026-06-16T02:00:00.000Z', 'overdue', 'Overdue by 1 min'],
  ['2026-06-13T00:00:00.000Z', 'overdue', 'Overdue by 3 d'],
  ['2026-06-16T03:30:00.000Z', 'today', 'Due today 23:30'],
  ['2026-06-16T13:00:00.000Z', 'later', 'Due tomorrow 09:00'],
])('%s is %s', (dueAt, level, words) => expect(dueWords(dueAt, now, newYork)).toEqual({ level, words }));

test('further days by their date', () => {
  expect(dueWords('2026-06-20T13:00:00.000Z', now, newYork).words).toMatch(/^Due .*20.*, 09:00$/);
});
