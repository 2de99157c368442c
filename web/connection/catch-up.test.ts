import { expect, test } from 'vitest';
import { catchUpWords, nothingMissed, reduceCatchUp, type CatchUpEvent } from './catch-up.ts';

const run = (...events: CatchUpEvent[]) => events.reduce(reduceCatchUp, nothingMissed);
const received: CatchUpEvent = { type: 'received' };

test('counts what arrives between the loss and being live, and nothing after it', () => {
  const state = run({ type: 'lost' }, received, received, { type: 'live', at: 100 }, received);
  expect(state).toEqual({ counting: null, last: { count: 2, at: 100 } });
});

test('without a loss nothing is counted', () => {
  expect(run(received, { type: 'live', at: 1 })).toEqual(nothingMissed);
});

test('a second loss before the end continues the same count', () => {
  const state = run({ type: 'lost' }, received, { type: 'lost' }, received, { type: 'live', at: 1 });
  expect(state.last).toEqual({ count: 2, at: 1 });
});

test('the line is plain', () => {
  expect([catchUpWords(0), catchUpWords(7)]).toEqual(['Caught up, nothing new', 'Caught up, 7 new']);
});
