import { expect, test } from 'vitest';
import { clinicTime } from './clinic-time.ts';
import { columnOf, isIn } from './grid-columns.ts';
import { dayOfBoth, weekOfChen } from './grid.fixture.ts';
import { slotOf } from './slot.ts';
import { at, visitOf } from './visit.fixture.ts';

const utc = clinicTime('UTC', () => Date.parse('2026-06-15T12:00:00Z'));

test('a day has a column for each provider, a week one for each day from Monday on', () => {
  expect(dayOfBoth().columns.map(({ title }) => title)).toEqual(['Wei Chen', 'Anjali Patel']);
  const { columns } = weekOfChen('2026-06-18', 'UTC');
  expect(columns.map(({ day }) => day.slice(8))).toEqual(['15', '16', '17', '18', '19', '20', '21']);
  expect(new Set(columns.map(({ provider }) => provider.name))).toEqual(new Set(['Wei Chen']));
});

test('every day of a week begins at the same time on the wall, also when the clocks change on its Sunday', () => {
  const { columns } = weekOfChen('2026-10-30', 'America/New_York');
  expect(columns.map(({ axis }) => new Date(axis.start).toISOString().slice(8, 16))).toEqual([
    '26T12:00', '27T12:00', '28T12:00', '29T12:00', '30T12:00', '31T12:00', '01T13:00',
  ]);
  expect(new Set(columns.map(({ axis }) => axis.hours.map(({ label }) => label).join()))).toHaveProperty('size', 1);
});

test('a visit is in the column of its provider, in a week of its day', () => {
  const visit = visitOf(at('09:00', '09:30'));
  const day = dayOfBoth();
  expect(day.columns.map((column) => isIn(column, visit, utc))).toEqual([true, false]);
  const week = weekOfChen('2026-06-15', 'UTC');
  expect(week.columns.map((column) => isIn(column, visit, utc))).toEqual([true, ...Array<boolean>(6).fill(false)]);
  expect(columnOf(week, slotOf(visit))?.day).toBe('2026-06-15');
  expect(columnOf(week, { ...slotOf(visit), providerId: 'patel' })).toBeUndefined();
});

test.each([
  ['2026-06-16T22:00:00Z', '2026-06-17T02:00:00Z', ['16', '17']],
  ['2026-06-14T23:30:00Z', '2026-06-15T00:10:00Z', ['15']],
  ['2026-06-21T18:00:00Z', '2026-06-22T06:00:00Z', ['21']],
  // what ends at midnight is on one day
  ['2026-06-16T23:00:00Z', '2026-06-17T00:00:00Z', ['16']],
])('a visit from %s to %s is on each of its days', (startsAt, endsAt, days) => {
  const shown = weekOfChen('2026-06-15', 'UTC').columns.filter((column) => isIn(column, visitOf({ startsAt, endsAt }), utc));
  expect(shown.map(({ day }) => day.slice(8))).toEqual(days);
});
