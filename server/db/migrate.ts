import { Kysely, PostgresDialect } from 'kysely';
import { Migrator } from 'kysely/migration';
import type pg from 'pg';
import * as foundation from './migrations/0001-foundation.ts';

/** In the order in which they run; the names are stored in the database and never change. */
const migrations = { '0001-foundation': foundation };

/**
 * Brings the schema up to date as the database's owner. Nodes that start together take turns. Every step commits
 * on its own or not at all; throws what the failing step threw.
 */
export async function migrate(pool: pg.Pool): Promise<void> {
  const migrator = new Migrator({
    db: new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) }),
    provider: { getMigrations: async () => migrations },
  });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error;
}
