import { describe, expect, test } from 'vitest';
import { redisMissing } from '../../server/testing/redis.ts';
import { measureDelays } from './delays.ts';

describe.skipIf(redisMissing)('how long messages take', { timeout: 120_000 }, () => {
  test('is measured while nothing happens, without hints and under attack, and nothing is lost meanwhile', async () => {
    const { delays, attack, findings } = await measureDelays({ nodes: 2, rooms: 2, staffPerRoom: 2, writersPerRoom: 2, writerPause: 20, rounds: 1, milliseconds: 300 });
    for (const { deliveries, median, p99, longest } of Object.values(delays)) {
      expect(deliveries).toBeGreaterThan(0);
      expect([median, p99, longest]).toEqual([median, p99, longest].toSorted((one, other) => one - other));
    }
    expect(Math.min(attack.ofAddress, attack.ofPerson)).toBeGreaterThan(0);
    expect(findings).toEqual(Object.fromEntries(Object.keys(findings).map((name) => [name, 0])));
  });
});
