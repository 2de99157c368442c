import { CompiledQuery, type Insertable, type QueryResult } from 'kysely';
import type { TenantTransaction } from './database.ts';
import type { Schema } from './schema.ts';

/** A statement whose text is one of few, whatever its values: the text is made once, and the database plans it once. */
export interface Statement<Row = unknown> {
  text: string;
  values: unknown[];
  /** Never there: it carries the type of the rows. */
  rows?: Row[];
}

const texts = new WeakMap<TemplateStringsArray, string>();

/** As Kysely's `sql`, with values only, for what is done with every message: nothing is left to compile. */
export function statement<Row>(strings: TemplateStringsArray, ...values: unknown[]): Statement<Row> {
  let text = texts.get(strings);
  if (text === undefined) {
    text = strings.reduce((before, part, index) => `${before}$${index}${part}`);
    texts.set(strings, text);
  }
  return { text, values };
}

export const run = <Row>(trx: TenantTransaction, { text, values }: Statement<Row>): Promise<QueryResult<Row>> =>
  trx.executeQuery<Row>(CompiledQuery.raw(text, values));

const made = new Map<string, string>();

/** The text that is made from `key`, made once. There are as many as there are shapes of statements, not of data. */
function textOf(key: string, make: () => string): string {
  let text = made.get(key);
  if (text === undefined) {
    text = make();
    made.set(key, text);
  }
  return text;
}

/**
 * An insert of rows of which the first says which columns are meant; every row names the same ones. Not for columns of
 * JSON: a list would be taken for an array.
 */
export function insertRows<Table extends keyof Schema>(table: Table, rows: readonly Insertable<Schema[Table]>[]): Statement {
  const columns = Object.keys(rows[0]!);
  const list = columns.map((column) => `"${column}"`).join(', ');
  if (rows.length === 1)
    return {
      text: textOf(`one ${table} ${list}`, () => `insert into "${table}" (${list}) values (${columns.map((_, index) => `$${index + 1}`).join(', ')})`),
      values: Object.values(rows[0]!),
    };
  return {
    text: textOf(`many ${table} ${list}`, () => `insert into "${table}" (${list}) select ${list} from jsonb_populate_recordset(null::"${table}", $1::jsonb)`),
    values: [JSON.stringify(rows)],
  };
}

/** Statements that change different rows, as one: a round trip costs more than they do. */
export const together = (parts: readonly Statement[]): Statement => combined(parts, () => 'select');

/** Statements that lock rows and select these columns, as one; they are done in this order. `part` says which of them a row is of. */
export const lockTogether = <Row>(parts: readonly Statement<Row>[], columns: readonly (keyof Row & string)[]): Statement<Row & { part: number }> =>
  combined(parts, (names) => names.map((name, part) => `select ${part} as part, ${columns.join(', ')} from ${name}`).join(' union all '));

function combined<Row>(parts: readonly Statement[], end: (names: string[]) => string): Statement<Row> {
  const names = parts.map((_, index) => `part_${index}`);
  const text = textOf([...parts.map((part) => part.text), end(names)].join(';\n'), () => {
    let values = 0;
    const shifted = parts.map((part, index) => {
      const before = values;
      values += part.values.length;
      return `${names[index]} as (${part.text.replace(/\$(\d+)/g, (_, number: string) => `$${before + Number(number)}`)})`;
    });
    return `with ${shifted.join(', ')} ${end(names)}`;
  });
  return { text, values: parts.flatMap((part) => part.values) };
}
