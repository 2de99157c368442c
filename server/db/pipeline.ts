import type { Writable } from 'node:stream';
import pg from 'pg';

/** A statement on its way. One with a name is parsed and described once for each connection. */
export interface Step {
  name: string | undefined;
  text: string;
  values: readonly unknown[];
}

/** What became of a statement. `command` is the first word of what the database says of it. */
export interface Answer {
  command: string;
  rowCount: number | null;
  rows: Record<string, unknown>[];
}

interface Column {
  name: string;
  parse(value: string): unknown;
}

/** The columns of the named statements that a connection knows; null where a statement has none. */
export type KnownStatements = Map<string, Column[] | null>;

/** What we use of node-postgres' connection: its wire protocol, a message each. */
interface Wire {
  stream: Writable;
  parse(message: { name: string; text: string; types: number[] }): void;
  close(message: { type: 'S'; name: string }): void;
  bind(message: { statement: string; values: (string | Buffer | null)[] }): void;
  describe(message: { type: 'P'; name: string }): void;
  execute(message: { rows: number }): void;
  sync(): void;
  sendCopyFail(message: string): void;
}

interface Types {
  getTypeParser(oid: number, format?: 'text' | 'binary'): (value: string) => unknown;
}

const { prepareValue } = (pg as unknown as { utils: { prepareValue(value: unknown): string | Buffer | null } }).utils;

/**
 * Statements that go to the database together and are answered together, with one turn of its process and one of ours:
 * a failure is everyone's, and what stands behind the one that failed is not done. Handed to `pg.Client.query`, which
 * calls what is named `submit` and `handle…`.
 */
export class Pipeline {
  readonly #settle = Promise.withResolvers<Answer[]>();
  readonly #known: KnownStatements;
  readonly #types: Types;
  readonly #steps: Step[] = [];
  readonly #answers: Answer[] = [];
  #columns: Column[] | null = null;
  #rows: Record<string, unknown>[] = [];
  #unreadable: Error | null = null;

  constructor(known: KnownStatements, types: Types) {
    this.#known = known;
    this.#types = types;
  }

  /** Adds a statement to those that have not been submitted yet. Rejects with what any of them failed with. */
  async add(step: Step): Promise<Answer> {
    const index = this.#steps.push(step) - 1;
    return (await this.#settle.promise)[index]!;
  }

  submit(connection: unknown): Error | null {
    const wire = connection as Wire;
    try {
      const values = this.#steps.map((step) => step.values.map(prepareValue));
      wire.stream.cork();
      for (const [index, step] of this.#steps.entries()) this.#submitStep(wire, step, values[index]!);
      wire.sync();
    } catch (error) {
      return error as Error;
    } finally {
      wire.stream.uncork();
    }
    return null;
  }

  #submitStep(wire: Wire, { name = '', text }: Step, values: (string | Buffer | null)[]): void {
    const isKnown = this.#known.has(name);
    if (!isKnown) {
      // it may have been parsed by an attempt that failed afterwards
      if (name !== '') wire.close({ type: 'S', name });
      wire.parse({ name, text, types: [] });
    }
    wire.bind({ statement: name, values });
    if (!isKnown) wire.describe({ type: 'P', name: '' });
    wire.execute({ rows: 0 });
  }

  handleRowDescription({ fields }: { fields: pg.FieldDef[] }): void {
    this.#columns = fields.map(({ name, dataTypeID }) => ({ name, parse: this.#types.getTypeParser(dataTypeID, 'text') }));
  }

  handleDataRow({ fields }: { fields: (string | null)[] }): void {
    const step = this.#steps[this.#answers.length]!;
    const columns = this.#columns ?? this.#known.get(step.name ?? '') ?? [];
    try {
      this.#rows.push(Object.fromEntries(columns.map(({ name, parse }, index) => [name, fields[index] === null ? null : parse(fields[index]!)])));
    } catch (error) {
      this.#unreadable ??= error as Error;
    }
  }

  handleCommandComplete({ text }: { text: string }): void {
    const { name } = this.#steps[this.#answers.length]!;
    if (name !== undefined && !this.#known.has(name)) this.#known.set(name, this.#columns);
    const words = text.split(' ');
    const count = Number(words.at(-1));
    this.#answers.push({ command: words[0]!, rowCount: Number.isNaN(count) ? null : count, rows: this.#rows });
    this.#columns = null;
    this.#rows = [];
  }

  handleEmptyQuery(): void {
    this.handleCommandComplete({ text: '' });
  }

  handleReadyForQuery(): void {
    if (this.#unreadable) this.#settle.reject(this.#unreadable);
    else this.#settle.resolve(this.#answers);
  }

  handleError(error: Error): void {
    this.#settle.reject(error);
  }

  handleCopyInResponse(connection: unknown): void {
    (connection as Wire).sendCopyFail('Nothing is copied here.');
  }
}
