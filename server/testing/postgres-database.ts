import { inject } from 'vitest';
import { copyDatabase, type TestDatabase } from './database-copy.ts';

export type { TestDatabase } from './database-copy.ts';

/** A freshly migrated, empty database on the Postgres of this Vitest run. */
export const createTestDatabase = (): Promise<TestDatabase> => copyDatabase(inject('postgresUrl'));
