import { expect, test } from 'vitest';
import { appointmentStatuses } from '../../../shared/appointment-status.ts';
import { defaultClinicSettings } from '../../../shared/clinic-settings.ts';
import { boardColumns, longestOverdue, wallName, urgencyOf } from './board-columns.ts';
import { visitOf } from '../schedule/visit.fixture.ts';

const minute = 60_000;

test('every visit but a cancelled one is in one column', () => {
  const columns = boardColumns(appointmentStatuses.map((status) => visitOf({ id: status, status })));
  expect(columns.map(({ visits }) => visits.map(({ status }) => status))).toEqual([
    ['confirmed', 'scheduled'],
    ['checked_in'],
    ['in_room'],
    ['with_provider'],
    ['completed', 'no_show'],
  ]);
});

test('who waits longest is first, who is done last is first', () => {
  const since = (id: string, statusSince: string, status: 'checked_in' | 'completed') => visitOf({ id, status, statusSince });
  const columns = boardColumns([
    since('later', '2026-06-15T09:10:00Z', 'checked_in'),
    since('earlier', '2026-06-15T09:05:00Z', 'checked_in'),
    since('first done', '2026-06-15T08:00:00Z', 'completed'),
    since('last done', '2026-06-15T09:00:00Z', 'completed'),
  ]);
  expect(columns[1]!.visits.map(({ id }) => id)).toEqual(['earlier', 'later']);
  expect(columns[4]!.visits.map(({ id }) => id)).toEqual(['last done', 'first done']);
});

test('a visit is marked at the limit of its stage and urgent at twice that', () => {
  expect([-60, 14, 15, 29, 30].map((minutes) => urgencyOf(minutes * minute, 15))).toEqual(['within', 'within', 'past', 'past', 'urgent']);
});

test('the most urgent of all is who has waited longest beyond the limit, not who has waited longest', () => {
  const now = Date.parse('2026-06-15T10:00:00Z');
  const since = (id: string, status: 'checked_in' | 'with_provider' | 'in_room' | 'completed', minutes: number) =>
    visitOf({ id, status, statusSince: new Date(now - minutes * minute).toISOString() });
  const longest = (...visits: Parameters<typeof boardColumns>[0]) => longestOverdue(boardColumns(visits), defaultClinicSettings.stageMinutes, now);
  // of the limits of 15 and 45 minutes
  expect(longest(since('examined', 'with_provider', 50), since('waits', 'checked_in', 34), since('in a room', 'in_room', 16))).toBe('waits');
  expect(longest(since('examined', 'with_provider', 80), since('waits', 'checked_in', 34))).toBe('examined');
  expect(longest(since('at the limit', 'checked_in', 15))).toBe('at the limit');
  expect(longest(since('within', 'checked_in', 14), since('gone', 'completed', 600))).toBeNull();
  expect(longest(visitOf({ id: 'late', startsAt: '2026-06-15T09:48:00Z' }))).toBe('late');
  expect(longest()).toBeNull();
});

test('a wall shows initials', () => {
  expect([wallName('Sam Porter'), wallName('Ana Maria de Souza'), wallName('Cher')]).toEqual(['S. P.', 'A. S.', 'C.']);
});
