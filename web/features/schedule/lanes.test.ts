import { expect, test } from 'vitest';
import { lanesOf } from './lanes.ts';
import { at } from './visit.fixture.ts';

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
