import { sql, type RawBuilder, type Selectable } from 'kysely';
import type { Schema } from '../../db/schema.ts';

/**
 * The newest items in these statuses: of each status from the index in which its items stand in the order of their ids.
 * `where` compares columns; what is undefined is not compared.
 */
export function newestOfStatuses<Table extends 'lab_result' | 'prior_auth', Column extends keyof Selectable<Schema[Table]> & string>(
  table: Table,
  columns: readonly Column[],
  statuses: readonly string[],
  where: Record<string, string | undefined>,
  { cursor, limit }: { cursor: string | null | undefined; limit: number },
): RawBuilder<Pick<Selectable<Schema[Table]>, Column>> {
  const equal = Object.entries(where).flatMap(([column, value]) => (value === undefined ? [] : [sql`and item.${sql.ref(column)} = ${value}::uuid`]));
  const selected = (of: string) => sql.join(columns.map((column) => sql.ref(`${of}.${column}`)));
  return sql<Pick<Selectable<Schema[Table]>, Column>>`(
    select ${selected('page')} from unnest(${statuses}::text[]) as wanted (status)
    cross join lateral (
      select ${selected('item')} from ${sql.table(table)} item
      where item.status = wanted.status ${sql.join(equal, sql` `)} ${cursor ? sql`and item.id < ${cursor}::uuid` : sql``}
      order by item.id desc
      limit ${limit}::int
    ) page
    order by page.id desc
    limit ${limit}::int
  )`;
}
