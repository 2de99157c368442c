import { expect, test } from 'vitest';
import { waitingTime } from './waiting-time.ts';

const since = '2026-05-22T12:00:00.000Z';
const after = (minutes: number) => waitingTime(since, Date.parse(since) + minutes * 60_000);

test.for([
  [-2, 'fresh', 'now'],
  [0.9, 'fresh', 'now'],
  [12, 'fresh', '12 min'],
  [15, 'long', '15 min'],
  [29.9, 'long', '29 min'],
  [30, 'overdue', '30 min'],
  [185, 'overdue', '3 h 5 min'],
  [24 * 60, 'overdue', '1 d'],
  [50 * 60, 'overdue', '2 d'],
] as const)('after %d minutes: %s, %s', ([minutes, level, label]) => {
  expect(after(minutes)).toEqual({ level, label });
});
