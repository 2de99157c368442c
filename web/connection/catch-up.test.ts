import { expect, test } from 'vitest';
import { catchUpWords, nothingMissed, reduceCatchUp, type CatchUpEvent } from './catch-up.ts';

const run = (...events: CatchUpEvent[]) => events.reduce(reduceCatchUp, nothingMissed);
const received: CatchUpEvent = { type: 'received' };

test('counts what arrives between the loss and one second after live', () => {
  const state = run({ type: 'lost' }, received, { type: 'live', at: 100 }, received, { type: 'time_passed', at: 1_100 }, received);
  expect(state).toEqual({ counting: null, liveSince: null, last: { count: 2, at: 1_100 } });
});

test('without a loss nothing is counted', () => {
  expect(run(received, { type: 'live', at: 1 }, { type: 'time_passed', at: 9_000 })).toEqual(nothingMissed);
});

test('a second loss before the end continues the same count', () => {
  const state = run({ type: 'lost' }, received, { type: 'live', at: 1 }, { type: 'lost' }, { type: 'time_passed', at: 5_000 });
  expect(state.last).toBeNull();
  expect(state.counting).toBe(1);
});

test('the line is plain', () => {
  expect([catchUpWords(0), catchUpWords(7)]).toEqual(['Caught up, nothing new', 'Caught up, 7 new']);
});
