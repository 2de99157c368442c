import { describe, expect, test } from 'vitest';
import { redisMissing } from '../../server/testing/redis.ts';
import { runFaults } from './run.ts';

describe.skipIf(redisMissing)('under faults', { timeout: 240_000 }, () => {
  test('nothing acknowledged is lost, and nothing is missing, doubled, out of order or at the wrong person', async () => {
    const script = ['clocks set off', 'links cut', 'node killed', 'database connections ended', 'hints lost', 'database killed', 'links half-open', 'Redis killed', 'database links cut'] as const;
    const run = await runFaults({
      seed: 4,
      nodes: 2,
      rooms: 2,
      leanReadersPerRoom: 2,
      trpcReadersPerRoom: 2,
      writersPerRoom: 2,
      writerPause: 20,
      deliveries: 200,
      // a bound for a machine that stands still: the script ends the run
      longestMs: 180_000,
      faultPause: 500,
      script,
      faults: script.length,
    });

    expect(run.findings).toEqual(Object.fromEntries(Object.keys(run.findings).map((name) => [name, 0])));
    for (const fault of script) expect(run.faults[fault], fault).toBeGreaterThan(0);
    for (const work of [run.acknowledged, run.deliveries, run.resumes, run.claimRounds]) expect(work).toBeGreaterThan(0);
  });
});
