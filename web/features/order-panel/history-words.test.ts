import { expect, test } from 'vitest';
import { historyWords } from './history-words.ts';

test.for([
  ['created', null, null, 'placed this order'],
  ['taken_over', 'Tom Becker', 'Lena Fischer', 'took this order over from Tom Becker'],
  ['assigned', null, 'Tom Becker', 'handed this order to Tom Becker'],
  ['status_changed', 'in_review', 'awaiting_patient', 'changed the status from In review to Waiting for patient'],
  ['status_changed', 'awaiting_patient', 'in_review', 'changed the status from Waiting for patient to In review'],
  ['status_changed', 'ready', 'preparing', 'took the status back from Ready to Preparing'],
  ['status_changed', 'rejected', 'confirmed', 'took the status back from Rejected to Confirmed'],
] as const)('%s', ([kind, from, to, words]) => {
  expect(historyWords({ kind, from, to })).toBe(words);
});
