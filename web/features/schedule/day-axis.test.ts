import { expect, test } from 'vitest';
import { clinicTime } from './clinic-time.ts';
import { dayAxis, lanesOf, minutesFrom, movedTo, snap } from './day-axis.ts';
import { at, visitOf } from './visit.fixture.ts';

const utc = clinicTime('UTC');
const newYork = clinicTime('America/New_York');
const labels = (day: string, visits = [visitOf()], time = utc) => dayAxis(day, visits, time).hours.map(({ label }) => label);

test('the clinic’s hours, and as much more as a visit asks for', () => {
  expect(labels('2026-06-15', [])).toEqual(['08:00', '09:00', '10:00', '11:00', '12:00', '13:00', '14:00', '15:00', '16:00', '17:00']);
  const wide = labels('2026-06-15', [visitOf(at('06:40', '07:00')), visitOf(at('18:10', '18:30'))]);
  expect([wide.at(0), wide.at(-1)]).toEqual(['06:00', '18:00']);
});

test('the hour that comes twice is there twice, the one that is skipped is not', () => {
  const early = (day: string, startsAt: string) =>
    labels(day, [visitOf({ startsAt, endsAt: new Date(Date.parse(startsAt) + 600_000).toISOString() })], newYork).slice(0, 5);
  expect(early('2026-11-01', '2026-11-01T04:10:00Z')).toEqual(['00:00', '01:00', '01:00', '02:00', '03:00']);
  expect(early('2026-03-08', '2026-03-08T05:10:00Z')).toEqual(['00:00', '01:00', '03:00', '04:00', '05:00']);
});

test('nine o’clock stands an hour below eight on a day on which the clocks change', () => {
  const axis = dayAxis('2026-11-01', [], newYork);
  expect(minutesFrom(axis, newYork.instant('2026-11-01', 540))).toBe(60);
});

test('what is moved keeps to the grid and on the day', () => {
  const axis = dayAxis('2026-06-15', [], utc);
  expect(utc.clock(snap(axis, Date.parse('2026-06-15T09:14:00Z')))).toBe('09:10');
  expect(movedTo(axis, 1_800_000, axis.end)).toEqual(at('17:30', '18:00'));
  expect(movedTo(axis, 1_800_000, 0)).toEqual(at('08:00', '08:30'));
});

test('what overlaps stands side by side, what does not has the whole width', () => {
  const lanes = lanesOf([
    { id: 'a', ...at('09:00', '10:00') },
    { id: 'b', ...at('09:30', '10:30') },
    { id: 'c', ...at('10:00', '11:00') },
    { id: 'd', ...at('11:00', '11:30') },
  ]);
  expect(Object.fromEntries(lanes)).toEqual({
    a: { lane: 0, lanes: 2 },
    b: { lane: 1, lanes: 2 },
    c: { lane: 0, lanes: 2 },
    d: { lane: 0, lanes: 1 },
  });
});
