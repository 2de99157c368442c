import { startAppOn, type TestApp, type TestAppOptions } from './app-on-database.ts';
import { createTestDatabase } from './postgres-database.ts';

export type { TestApp } from './app-on-database.ts';
export type { TestClient } from './test-client.ts';

/** The app as it runs in production, on a database of its own and a free port. */
export const startTestApp = async (options: TestAppOptions = {}): Promise<TestApp> =>
  startAppOn(await createTestDatabase(), options);
