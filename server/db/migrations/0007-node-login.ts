import { sql, type Kysely } from 'kysely';

/** Nodes that have no owner's credentials see whether the schema is the one that they need. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`grant select (name) on kysely_migration to medsync_app`.execute(db);
}
