import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from '../db/embedded/start.ts';
import { prepareDatabase } from '../db/prepare.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The superuser's address of the test run's Postgres. Its database `medsync` is migrated and empty; a copy of it is made for each test file, so nobody may stay connected to it. */
    postgresUrl: string;
  }
}

/** Vitest's global setup: one Postgres for the whole run, gone with it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  // the space is on purpose: whatever runs below such a path has to bear it
  const dataDir = mkdtempSync(join(tmpdir(), 'medsync tests '));
  const postgres = await startEmbeddedPostgres({ dataDir, durable: false, onUnexpectedExit: () => undefined });
  async function teardown(): Promise<void> {
    await postgres.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
  try {
    await prepareDatabase(postgres.url);
  } catch (error) {
    await teardown();
    throw error;
  }
  project.provide('postgresUrl', postgres.url);
  return teardown;
}
