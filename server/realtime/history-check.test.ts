import { expect, test } from 'vitest';
import type { StreamItem } from './event-stream.ts';
import { historyFaults } from './history-check.ts';

const log = new Map(Array.from({ length: 9 }, (_, index) => [index + 1, `"${index + 1}"`]));
const event = (seq: number, body = `"${seq}"`): StreamItem => ({
  kind: 'event',
  event: { seq, type: 'test', audience: 'everyone', body },
});

test('a whole history has no fault', () => {
  expect(historyFaults([1, 2, 3, 4].map((seq) => event(seq)), 0, log)).toEqual([]);
});

test('a reset is not a fault, and what follows goes on from it', () => {
  expect(historyFaults([event(1), { kind: 'reset', seq: 6 }, event(7)], 0, log)).toEqual([]);
  expect(historyFaults([event(1), { kind: 'reset', seq: 6 }, event(8)], 0, log)).toEqual(['gap: 8 came after 6']);
});

test.each([
  { planted: 'a lost event', items: [event(1), event(3)], fault: 'gap: 3 came after 1' },
  { planted: 'a lost first event', items: [event(2)], fault: 'gap: 2 came after 0' },
  { planted: 'an event twice', items: [event(1), event(1)], fault: 'duplicate: 1' },
  { planted: 'an older event', items: [event(1), event(2), event(1)], fault: 'out of order: 1 came after 2' },
  { planted: 'an event that is not in the log', items: [event(1, '"x"')], fault: 'other content: 1' },
])('$planted is found', ({ items, fault }) => {
  expect(historyFaults(items, 0, log)).toContain(fault);
});
