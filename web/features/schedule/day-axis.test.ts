import { expect, test } from 'vitest';
import { defaultClinicSettings } from '../../../shared/clinic-settings.ts';
import { clinicTime } from './clinic-time.ts';
import { closedOn, dayAxis, frameOf, minutesFrom, movedTo, snap, type DayAxis } from './day-axis.ts';
import { at, visitOf } from './visit.fixture.ts';

const utc = clinicTime('UTC', () => Date.parse('2026-06-15T12:00:00Z'));
const newYork = clinicTime('America/New_York', () => Date.parse('2026-06-15T12:00:00Z'));
const { openingHours } = defaultClinicSettings;
const axisOf = (day: string, visits = [visitOf()], time = utc): DayAxis => dayAxis(day, frameOf([day], visits, time, openingHours), time);
const labels = (day: string, visits = [visitOf()], time = utc) => axisOf(day, visits, time).hours.map(({ label }) => label);

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
  const axis = axisOf('2026-11-01', [], newYork);
  expect(minutesFrom(axis, newYork.instant('2026-11-01', 540))).toBe(60);
});

test('what is moved keeps to the grid and on the day', () => {
  const axis = axisOf('2026-06-15', []);
  expect(utc.clock(snap(axis, Date.parse('2026-06-15T09:14:00Z')))).toBe('09:10');
  expect(movedTo(axis, 1_800_000, axis.end)).toEqual(at('17:30', '18:00'));
  expect(movedTo(axis, 1_800_000, 0)).toEqual(at('08:00', '08:30'));
});

test('a day without hours shows the usual ones, and is closed all through', () => {
  const axis = axisOf('2026-06-20', []);
  expect([utc.clock(axis.start), utc.clock(axis.end)]).toEqual(['08:00', '18:00']);
  expect(closedOn('2026-06-20', axis, utc, openingHours)).toEqual([{ start: axis.start, end: axis.end }]);
  expect(frameOf(['2026-06-20'], [], utc, Array.from({ length: 7 }, () => null))).toEqual({ from: 480, to: 1_080 });
});

test('before it opens and after it closes the clinic is closed, and never in between', () => {
  const axis = axisOf('2026-06-15', [visitOf(at('06:40', '07:00'))]);
  const closed = closedOn('2026-06-15', axis, utc, openingHours).map(({ start, end }) => `${utc.clock(start)}–${utc.clock(end)}`);
  expect(closed).toEqual(['06:00–08:00']);
  const hours = openingHours.with(0, { opens: 510, closes: 1_440 });
  const night = dayAxis('2026-06-15', frameOf(['2026-06-15'], [], utc, hours), utc);
  expect(utc.wall(night.end)).toEqual({ day: '2026-06-16', minutes: 0 });
  expect(closedOn('2026-06-15', night, utc, hours)).toEqual([{ start: night.start, end: Date.parse('2026-06-15T08:30:00Z') }]);
});

test('a visit over midnight asks for the end of one day and the beginning of the next', () => {
  const visits = [visitOf({ startsAt: '2026-06-15T22:30:00Z', endsAt: '2026-06-16T00:30:00Z' })];
  expect(frameOf(['2026-06-15'], visits, utc, openingHours)).toEqual({ from: 480, to: 1_440 });
  expect(frameOf(['2026-06-16'], visits, utc, openingHours)).toEqual({ from: 0, to: 1_080 });
});
