import pg from 'pg';
import type { TenantTransaction } from './database.ts';
import { Pipeline, type KnownStatements } from './pipeline.ts';
import { run, type Statement } from './statement.ts';
import { createStatementNames } from './statement-names.ts';

// a comment with `*` would keep the statement from getting a name
const mark = '-- ahead\n';

/** The text of a statement that goes out with the next one. */
export const ahead = (text: string): string => mark + text;

interface Ahead<Row> {
  answer: Promise<{ rows: Row[] }>;
}

/** Sends a statement together with the one that follows it at once in the transaction, which fails with its failure. */
export async function sendAhead<Row>(trx: TenantTransaction, { text, values }: Statement<Row>): Promise<Ahead<Row>> {
  const { rows } = await run<Ahead<Row>>(trx, { text: ahead(text), values });
  return rows[0]!;
}

type Query = (...args: unknown[]) => unknown;

/**
 * A client that waits for fewer answers: a statement that was sent ahead goes out with the next, the commit included. Its
 * connections share the names of their statements.
 */
export function pipeliningClient(): typeof pg.Client {
  const nameOf = createStatementNames();
  return class extends pg.Client {
    readonly #known: KnownStatements = new Map();
    #gathering: Pipeline | null = null;

    // pg has a dozen signatures for this; Kysely uses the one with text and values
    override query(...args: unknown[]): never {
      const [text, values] = args;
      if (typeof text !== 'string' || !Array.isArray(values)) {
        this.#send();
        return (super.query as Query).apply(this, args) as never;
      }
      const answer = this.#open().add({ name: nameOf(text), text, values });
      if (!text.startsWith(mark)) {
        this.#send();
        return answer as never;
      }
      answer.catch(() => undefined);
      return Promise.resolve({ command: '', rowCount: 0, rows: [{ answer }] }) as never;
    }

    #open(): Pipeline {
      if (this.#gathering) return this.#gathering;
      const pipeline = new Pipeline(this.#known, this);
      this.#gathering = pipeline;
      // what follows comes in this turn, if it comes
      setImmediate(() => {
        if (this.#gathering === pipeline) this.#send();
      });
      return pipeline;
    }

    #send(): void {
      const pipeline = this.#gathering;
      this.#gathering = null;
      if (pipeline) (super.query as Query).call(this, pipeline);
    }
  };
}
