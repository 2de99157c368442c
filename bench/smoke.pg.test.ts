import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { createTestDatabase } from '../server/testing/postgres-database.ts';
import { compare, type Run } from './compare.ts';
import { systemNames } from './systems.ts';
import { workloads } from './workloads/all.ts';

test('every system does every workload: all arrives, once, and from MedSync in order', { timeout: 120_000 }, async () => {
  const database = await createTestDatabase();
  const runs: Run[] = [];
  try {
    await compare({
      databaseUrl: database.url,
      secretKey: randomBytes(32),
      workloads,
      names: systemNames,
      repetitions: 1,
      mode: 'quick',
      onRun: (run) => runs.push(run),
    });
  } finally {
    await database.drop();
  }

  expect(runs).toHaveLength(workloads.reduce((sum, { systems }) => sum + (systems ?? systemNames).length, 0));
  for (const { workload, system, findings, failed } of runs) {
    const { missing, twice } = findings;
    expect({ workload, system, failed, missing, twice }).toEqual({ workload, system, failed: undefined, missing: 0, twice: 0 });
    if (system === 'medsync') expect({ workload, outOfOrder: findings.outOfOrder }).toEqual({ workload, outOfOrder: 0 });
  }
});
