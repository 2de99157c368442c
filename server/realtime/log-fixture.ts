import pg from 'pg';
import { newId } from '../../shared/ids.ts';
import { roomTopic, type Topic } from '../../shared/topics.ts';
import { createDatabase, type Database } from '../db/database.ts';
import { addTenant } from '../testing/people.ts';
import { createTestDatabase } from '../testing/postgres-database.ts';
import type { Bus } from './bus.ts';
import { createEventLog, type EventLog, type NewEvent } from './event-log.ts';
import { createTailers, type Tailers } from './tailers.ts';

/** A database with one tenant, and a second way in that the application does not know of. */
export interface LogFixture extends AsyncDisposable {
  db: Database;
  /** The superuser's connection: prunes logs, ends backends, looks at locks. */
  owner: pg.Client;
  tenantId: string;
  /** Body of each event of the topic by its number, as committed. */
  stored(topic: Topic): Promise<Map<number, string>>;
  prune(topic: Topic, upTo: number): Promise<void>;
  /** Ends every connection of the application, whatever it is doing. Resolves to how many there were. */
  endBackends(): Promise<number>;
}

export const newTopic = (): Topic => roomTopic(newId());

export const testEvent = (topic: Topic, note: string): NewEvent => ({
  topic,
  audience: 'everyone',
  body: ({ seq }) => ({ type: 'test', seq, note }),
});

export const append = async (log: EventLog, tenantId: string, topic: Topic, note: string): Promise<number> => {
  const [position] = await log.write(tenantId, (unit) => unit.append([testEvent(topic, note)]));
  return position!.seq;
};

export async function openLogFixture(poolSize = 16): Promise<LogFixture> {
  const database = await createTestDatabase();
  const db = createDatabase({ url: database.loginUrl, poolSize, onConnectionError: () => undefined });
  const owner = new pg.Client({ connectionString: database.url });
  await owner.connect();
  const tenantId = await addTenant(db, 'Greenleaf', 'pharmacy');
  return {
    db,
    owner,
    tenantId,
    async stored(topic) {
      const { rows } = await owner.query<{ seq: string; body: string }>('select seq, body from event where topic = $1 order by seq', [topic]);
      return new Map(rows.map(({ seq, body }) => [Number(seq), body]));
    },
    async prune(topic, upTo) {
      await owner.query('delete from event where topic = $1 and seq <= $2', [topic, upTo]);
    },
    async endBackends() {
      const ended = await owner.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'medsync' and datname = current_database()`,
      );
      return ended.rowCount ?? 0;
    },
    async [Symbol.asyncDispose]() {
      await db.close();
      await owner.end();
      await database.drop();
    },
  };
}

/** What one server holds of the real-time core. */
export interface TestNode {
  log: EventLog;
  tailers: Tailers;
  faults: unknown[];
}

export function startNode({ db, bus, pollEvery }: { db: Database; bus: Bus; pollEvery: number }): TestNode {
  const faults: unknown[] = [];
  const log = createEventLog({ db, bus });
  return { log, tailers: createTailers({ log, bus, pollEvery, onFault: (fault) => faults.push(fault) }), faults };
}
