import { expect, test } from 'vitest';
import { historyWords } from './history-words.ts';

test.for([
  ['created', null, null, 'placed this order'],
  ['taken_over', 'Tom Becker', 'Lena Fischer', 'took this order over from Tom Becker'],
  ['assigned', null, 'Tom Becker', 'handed this order to Tom Becker'],
  ['status_changed', 'in_review', 'awaiting_patient', 'changed the status from In review to Waiting for patient'],
] as const)('%s', ([kind, from, to, words]) => {
  expect(historyWords({ kind, from, to })).toBe(words);
});
