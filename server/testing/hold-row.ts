import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';

export interface HeldRow extends AsyncDisposable {
  /** Resolves when somebody waits for a lock. */
  awaited(): Promise<void>;
  release(): Promise<void>;
}

/** Holds the rows that `text` locks, past row-level security, until they are released. */
export async function holdRow(databaseUrl: string, text: string, values: unknown[]): Promise<HeldRow> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query('begin');
  await client.query(text, values);
  const waiting = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
  return {
    async awaited() {
      while ((await client.query(waiting)).rowCount === 0) {
        await delay(5);
        // a transaction sees the same activity until it asks for it anew
        await client.query('select pg_stat_clear_snapshot()');
      }
    },
    release: async () => void (await client.query('commit')),
    [Symbol.asyncDispose]: () => client.end(),
  };
}
