import { sql, type Insertable, type RawBuilder } from 'kysely';
import type { Schema } from './schema.ts';

/**
 * An insert of many rows that is always the same text, so that the database plans it once. The first row says which
 * columns are meant, and every row names the same ones.
 */
export function insertRows<Table extends keyof Schema>(table: Table, rows: readonly Insertable<Schema[Table]>[]): RawBuilder<unknown> {
  const target = sql.table(table);
  const columns = sql.join(Object.keys(rows[0] ?? {}).map((column) => sql.ref(column)));
  return sql`insert into ${target} (${columns}) select ${columns} from jsonb_populate_recordset(null::${target}, ${JSON.stringify(rows)}::jsonb)`;
}

/** Statements that change different rows, as one: a round trip costs more than they do. */
export function together(statements: readonly RawBuilder<unknown>[]): RawBuilder<unknown> {
  const named = statements.map((statement, index) => sql`${sql.ref(`part_${index}`)} as (${statement})`);
  return sql`with ${sql.join(named)} select`;
}
