import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mergeVisit, touches, type VisitList } from './merge-visit.ts';
import { visitOf } from './visit.fixture.ts';

const range = { from: '2026-06-15T00:00:00.000Z', to: '2026-06-16T00:00:00.000Z' };
const tomorrow = { startsAt: '2026-06-16T09:00:00.000Z', endsAt: '2026-06-16T09:30:00.000Z' };
const empty: VisitList = { items: [] };

test('a visit of the range is added, another is not', () => {
  expect(mergeVisit(empty, visitOf(), range).items).toEqual([visitOf()]);
  expect(mergeVisit(empty, visitOf(tomorrow), range)).toBe(empty);
});

test('a newer version takes the place of the older, an older one changes nothing', () => {
  const newer = visitOf({ version: 2, roomName: '3' });
  const list = mergeVisit({ items: [visitOf()] }, newer, range);
  expect(list.items).toEqual([newer]);
  expect(mergeVisit(list, visitOf(), range)).toBe(list);
  expect(mergeVisit(list, newer, range)).toBe(list);
});

test('a visit that left the day is not brought back by an older event', () => {
  const moved = visitOf({ ...tomorrow, version: 3 });
  const list = mergeVisit(mergeVisit({ items: [visitOf()] }, moved, range), visitOf({ version: 2 }), range);
  expect(list.items.filter((visit) => touches(visit, range))).toEqual([]);
});

test('however events are mixed and repeated after the reading, the list ends as it is read anew', () => {
  const history = [1, 2, 3, 4, 5].map((version) => visitOf({ version, ...(version === 4 && tomorrow), roomName: String(version) }));
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4 }), fc.shuffledSubarray([...history, ...history], { minLength: 10 }), (read, events) => {
      const start = { items: [history[read]!] };
      const end = events.reduce((list, event) => mergeVisit(list, event, range), start);
      expect(end.items).toEqual([history[4]]);
    }),
  );
});
