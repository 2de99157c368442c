import { describe, expect, test } from 'vitest';
import { redisMissing } from '../../server/testing/redis.ts';
import { total } from './findings.ts';
import { plantedFaults } from './planted.ts';
import { runFaults, type FaultRunOptions } from './run.ts';

const small: FaultRunOptions = {
  seed: 4,
  nodes: 2,
  rooms: 2,
  leanReadersPerRoom: 2,
  trpcReadersPerRoom: 2,
  writerPause: 20,
  deliveries: 1,
  faults: 1,
  longestMs: 60_000,
  faultPause: 500,
};

describe.skipIf(redisMissing)('under faults', { timeout: 240_000 }, () => {
  test('nothing acknowledged is lost, and nothing is missing, doubled, out of order or at the wrong person', async () => {
    const script = ['links cut', 'node killed', 'database connections ended', 'hints lost', 'database killed', 'links half-open', 'Redis killed', 'database links cut'] as const;
    const run = await runFaults({ ...small, script, faults: script.length });

    expect(run.findings).toEqual(Object.fromEntries(Object.keys(run.findings).map((name) => [name, 0])));
    for (const fault of script) expect(run.faults[fault], fault).toBeGreaterThan(0);
    for (const work of [run.acknowledged, run.deliveries, run.resumes, run.claimRounds]) expect(work).toBeGreaterThan(0);
  });

  test.each(plantedFaults)('a mistake that is put in on purpose is found: %s', async (planted) => {
    const script = ['links cut', 'database connections ended', 'links cut', 'database connections ended'] as const;
    const { findings } = await runFaults({ ...small, planted, script, faults: script.length });
    expect(total(findings)).toBeGreaterThan(0);
  });
});
