import { expect, test } from 'vitest';
import { at, visitOf } from '../schedule/visit.fixture.ts';
import { splitVisits } from './split-visits.ts';

test('a visit that ended while the chart was open is past, the last first', () => {
  const visit = (id: string, from: string, to: string) => visitOf({ id, ...at(from, to) });
  const chart = {
    upcoming: [visit('now', '09:00', '09:30'), visit('next', '09:20', '09:40'), visit('later', '10:00', '10:30')],
    past: [visit('before', '08:00', '08:30')],
  };
  const { upcoming, past } = splitVisits(chart, Date.parse('2026-06-15T09:40:00.000Z'));
  expect([upcoming, past].map((visits) => visits.map(({ id }) => id))).toEqual([['later'], ['next', 'now', 'before']]);
});

test('what is upcoming will take place', () => {
  const upcoming = (['scheduled', 'cancelled', 'no_show', 'checked_in', 'completed'] as const).map((status) => visitOf({ id: status, status, ...at('11:00', '11:30') }));
  const split = splitVisits({ upcoming, past: [] }, Date.parse('2026-06-15T09:00:00.000Z'));
  expect(split.upcoming.map(({ id }) => id)).toEqual(['scheduled', 'checked_in']);
  expect(split.past).toHaveLength(3);
});
