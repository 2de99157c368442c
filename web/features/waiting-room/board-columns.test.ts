import { expect, test } from 'vitest';
import { appointmentStatuses } from '../../../shared/appointment-status.ts';
import { boardColumns, wallName, urgencyOf } from './board-columns.ts';
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

test('a wall shows initials', () => {
  expect([wallName('Sam Porter'), wallName('Ana Maria de Souza'), wallName('Cher')]).toEqual(['S. P.', 'A. S.', 'C.']);
});
