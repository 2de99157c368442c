import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createEventReader, type ServerEvent } from './server-events.ts';

const text = ':\n\ndata: {"text":"é\u2028\\n"}\n\n:beat\n\ndata: PING\n\nevent: close\ndata: {"code":4401}\n\n';
const expected: ServerEvent[] = [
  { type: 'message', data: '{"text":"é\u2028\\n"}' },
  { type: 'message', data: 'PING' },
  { type: 'close', data: '{"code":4401}' },
];

test('events arrive as they were sent, wherever the pieces were cut', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 1, max: text.length - 1 })), (cuts) => {
      const events: ServerEvent[] = [];
      const take = createEventReader((event) => events.push(event));
      const ends = [...cuts.toSorted((a, b) => a - b), text.length];
      for (const [index, end] of ends.entries()) take(text.slice(ends[index - 1] ?? 0, end));
      expect(events).toEqual(expected);
    }),
  );
});

test('what has not ended has not arrived', () => {
  const events: ServerEvent[] = [];
  createEventReader((event) => events.push(event))('data: {"text":"half');
  expect(events).toEqual([]);
});
