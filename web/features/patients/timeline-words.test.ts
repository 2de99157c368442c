import { expect, test } from 'vitest';
import type { TimelineEntry } from '../../../shared/charts.ts';
import { clinicTime } from '../schedule/clinic-time.ts';
import { timelineDays } from './timeline-days.ts';
import { timelineWords } from './timeline-words.ts';

const entry: TimelineEntry = {
  id: 'entry',
  kind: 'created',
  appointment: { id: 'visit', startsAt: '2026-06-15T13:00:00.000Z', provider: { id: 'chen', name: 'Dr. Wei Chen' } },
  actor: { id: 'ben', name: 'Ben Whitaker' },
  from: null,
  to: null,
  reason: null,
  at: '2026-06-01T13:00:00.000Z',
};
const words = (change: Partial<TimelineEntry>) => timelineWords({ ...entry, ...change }, clinicTime('America/New_York', () => Date.parse('2026-06-15T12:00:00Z')));

test('every kind of entry says what was done, on the clinic’s clock', () => {
  expect(words({})).toBe('booked the visit');
  expect(words({ kind: 'changed' })).toBe('changed the reason or the room');
  expect(words({ kind: 'cancelled', from: 'scheduled', to: 'cancelled' })).toBe('cancelled the visit');
  expect(words({ kind: 'moved', from: '2026-06-15T12:00:00.000Z Dr. Anjali Patel', to: '2026-06-15T13:00:00.000Z' })).toMatch(
    /^moved the visit from .*15.*, 08:00 with Dr\. Anjali Patel to .*15.*, 09:00$/,
  );
});

test('a step is told by where it led, one back by what it took back', () => {
  expect(words({ kind: 'status_changed', from: 'confirmed', to: 'checked_in' })).toBe('checked the patient in');
  expect(words({ kind: 'status_changed', from: 'checked_in', to: 'confirmed' })).toBe('took back: checked the patient in');
  expect(words({ kind: 'status_changed', from: 'scheduled', to: 'no_show' })).toBe('noted that the patient did not come');
});

test('the days of a timeline follow each other as its entries do', () => {
  const at = (at: string) => ({ ...entry, id: at, at });
  const entries = [at('2026-06-15T13:00:00.000Z'), at('2026-06-15T03:00:00.000Z'), at('2026-06-14T13:00:00.000Z')];
  const days = timelineDays(entries, clinicTime('America/New_York', () => Date.parse('2026-06-15T12:00:00Z')));
  expect(days.map(({ day, entries: own }) => [day, own.length])).toEqual([
    ['2026-06-15', 1],
    ['2026-06-14', 2],
  ]);
});
