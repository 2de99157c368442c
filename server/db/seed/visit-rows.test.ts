import { expect, test } from 'vitest';
import { ordinaryDay } from './northside-visits.ts';
import { statusAt } from './visit-rows.ts';

test.each([
  [-200, 'completed'],
  [0, 'completed'],
  [10, 'confirmed'],
  [3_000, 'confirmed'],
])('a visit that ends in %i minutes is %s', (endsIn, status) => {
  expect(statusAt(endsIn, 1)).toBe(status);
});

test('nobody is in two places at once, no provider sees two people, no room holds two', () => {
  const claims = ordinaryDay.flatMap(([provider, startsIn, minutes, patient, , room, standing]) =>
    standing?.[0] === 'no_show' ? [] : [provider, patient, ...(room ? [`Room ${room}`] : [])].map((what) => ({ what, from: startsIn, to: startsIn + minutes })),
  );
  const clashes = claims.filter((one, index) => claims.some((other, second) => second > index && other.what === one.what && other.from < one.to && other.to > one.from));
  expect(clashes).toEqual([]);
});
