import type { Writable } from 'node:stream';
import { sql, type RawBuilder } from 'kysely';
import pg from 'pg';
import type { TenantTransaction } from './database.ts';
import { createStatementNames } from './statement-names.ts';

// a comment with `*` would keep the statement from getting a name
const mark = '-- ahead\n';

interface Ahead<Row> {
  answer: Promise<{ rows: Row[] }>;
}

/** Sends a statement together with the one that follows it at once in the transaction, which fails with its failure. */
export async function sendAhead<Row>(trx: TenantTransaction, statement: RawBuilder<Row>): Promise<Ahead<Row>> {
  const { rows } = await sql<Ahead<Row>>`-- ahead\n${statement}`.execute(trx);
  return rows[0]!;
}

type Query = (...args: unknown[]) => Promise<unknown>;

/**
 * A client that waits for fewer answers: the beginning of a transaction goes out with its first statement, and one that
 * was sent ahead with the next, the commit included. Its connections share the names of their statements.
 */
export function pipeliningClient(): typeof pg.Client {
  const nameOf = createStatementNames();
  return class extends pg.Client {
    /** What has been sent and not been heard of. */
    #unanswered: Promise<unknown>[] = [];
    #holding = false;

    constructor(config: pg.ClientConfig) {
      super({ ...config, pipeline: true });
    }

    // pg has a dozen signatures for this; Kysely uses the one with text and values
    override query(...args: unknown[]): never {
      const [text, values] = args;
      if (typeof text !== 'string' || !Array.isArray(values)) return (super.query as Query).apply(this, args) as never;
      const name = values.length > 0 ? nameOf(text) : undefined;
      const goesWithTheNext = text.startsWith('begin') || text.startsWith(mark);
      if (goesWithTheNext) this.#hold();
      const answer = (super.query as Query).call(this, name === undefined ? { text, values } : { name, text, values });
      if (goesWithTheNext) {
        this.#unanswered.push(answer);
        answer.catch(() => undefined);
        return Promise.resolve({ command: '', rowCount: 0, rows: [{ answer }] }) as never;
      }
      this.#release();
      return this.#after(this.#unanswered.splice(0), answer, text) as never;
    }

    async #after(earlier: Promise<unknown>[], answer: Promise<unknown>, text: string): Promise<unknown> {
      if (earlier.length === 0 || text === 'rollback') return answer;
      answer.catch(() => undefined);
      await Promise.all(earlier);
      return answer;
    }

    #hold(): void {
      if (this.#holding) return;
      this.#stream.cork();
      this.#holding = true;
      // what follows comes in this turn, if it comes
      setImmediate(() => this.#release());
    }

    #release(): void {
      if (this.#holding) this.#stream.uncork();
      this.#holding = false;
    }

    get #stream(): Writable {
      return (this as unknown as { connection: { stream: Writable } }).connection.stream;
    }
  };
}
