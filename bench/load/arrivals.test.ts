import { expect, test } from 'vitest';
import { createArrivals } from './arrivals.ts';

const frame = (seq: number, text: string): string => JSON.stringify({ type: 'message', seq, content: text });

test('counts what comes twice, late or never', async () => {
  const arrivals = createArrivals(2, 3);
  const texts = [0, 1, 2].map((n) => arrivals.write(n));
  expect(arrivals.note(0, frame(1, texts[0]!))).toBe(true);
  arrivals.note(0, frame(3, texts[2]!));
  arrivals.note(0, frame(2, texts[1]!));
  arrivals.note(1, frame(1, texts[0]!));
  arrivals.note(1, frame(1, texts[0]!));
  expect(arrivals.note(1, '{"type":"room.joined","seq":9}')).toBe(false);

  expect(arrivals).toMatchObject({ deliveries: 4, twice: 1, outOfOrder: 1 });
  expect([arrivals.received(0), arrivals.received(1)]).toEqual([3, 1]);
  expect(arrivals.latencies).toHaveLength(4);
  await arrivals.settled(4);
});
