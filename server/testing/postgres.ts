import type { TestProject } from 'vitest/node';
import { startTemporaryPostgres } from './temporary-postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The address of the test run's Postgres. A copy of its database is made for each test file, so nobody may stay connected to it. */
    postgresUrl: string;
  }
}

/** Vitest's global setup: one Postgres for the whole run, gone with it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const postgres = await startTemporaryPostgres();
  project.provide('postgresUrl', postgres.url);
  return () => postgres.stop();
}
