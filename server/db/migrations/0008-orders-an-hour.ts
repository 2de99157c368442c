import { sql, type Kysely } from 'kysely';

/** What somebody ordered lately, without reading all that they ever ordered. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index chat_order_created_by on chat_order (tenant_id, created_by_id, created_at)`.execute(db);
}
