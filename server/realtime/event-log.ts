import { sql } from 'kysely';
import type { Topic } from '../../shared/topics.ts';
import type { Database, TenantTransaction } from '../db/database.ts';
import { sendAhead } from '../db/pipelining-client.ts';
import { insertRows, together, type Statement } from '../db/statement.ts';
import type { Bus } from './bus.ts';
import { createReadTogether } from './read-together.ts';
import { createPlaces, type Counts, type Places } from './places.ts';
import { topicHints, type TopicHint } from './topic-hints.ts';

/** Whom an event is for, and what a reader belongs to: `staff` events never leave towards a patient. */
export type Audience = 'everyone' | 'staff';

/** The one rule behind "no patient ever receives an internal note" on every stream. */
export const mayReceive = (reader: Audience, event: Pick<LogEvent, 'audience'>): boolean =>
  event.audience === 'everyone' || reader === 'staff';

/** An event as it is stored and sent. */
export interface LogEvent {
  seq: number;
  type: string;
  audience: Audience;
  /** JSON of what subscribers receive. */
  body: string;
  /** When it was stored, ISO 8601: of what this node stored itself. */
  at?: string;
}

/** An event that is about to be stored: `body` is made once its place in the order is known. */
export interface NewEvent<Body extends { type: string } = { type: string }> {
  topic: Topic;
  audience: Audience;
  body(position: Position): Body;
}

/** Where an event stands in its topic. `at` is ISO 8601. */
interface Position {
  seq: number;
  at: string;
}

export interface UnitOfWork {
  trx: TenantTransaction;
  /**
   * Takes the places of events that `append` is sure to store, together with the statement that follows; for who knows
   * beforehand how many they will be. Locks the topics' rows, as `append` does.
   */
  reserve(counts: Counts): Promise<void>;
  /**
   * Gives the events the next numbers of their topics and stores them, in the given order within a topic.
   * Takes the topic rows and holds them until the commit: call it last, and once. `alongside` is asked when every body
   * has been made; what it gives is done in the same statement.
   */
  append(events: NewEvent[], alongside?: () => Statement[]): Promise<Position[]>;
}

export interface EventLog {
  /** Changes and their events in one transaction; readers hear of it after the commit and never before. */
  write<T>(tenantId: string, work: (unit: UnitOfWork) => Promise<T>): Promise<T>;
  /** The events after `after`, ascending, at most `limits.feed.pageEvents`. */
  read(tenantId: string, topic: Topic, after: number): Promise<LogEvent[]>;
  /** The last number of each topic; absent topics are left out. */
  heads(tenantId: string, topics: Topic[]): Promise<Map<Topic, number>>;
  /** The lowest number that is still kept, or null for an empty log. */
  oldest(tenantId: string, topic: Topic): Promise<number | null>;
}

export function createEventLog({ db, bus }: { db: Database; bus: Bus }): EventLog {
  return {
    async write(tenantId, work) {
      const written: TopicHint[] = [];
      const result = await db.withTenant(tenantId, async (trx) => {
        const places = createPlaces(trx, tenantId);
        const done = await work({
          trx,
          reserve: places.reserve,
          append: (events, alongside = () => []) => append(trx, tenantId, places, events, alongside, written),
        });
        places.assertFilled();
        return done;
      });
      for (const hint of written) bus.publish(topicHints, hint);
      return result;
    },

    read: createReadTogether(db),

    heads: (tenantId, topics) => db.withTenant(tenantId, (trx) => headsOf(trx, topics)),

    oldest: (tenantId, topic) =>
      db.withTenant(tenantId, async (trx) => {
        const row = await trx
          .selectFrom('event')
          .select('seq')
          .where('topic', '=', topic)
          .orderBy('seq')
          .limit(1)
          .executeTakeFirst();
        return row?.seq ?? null;
      }),
  };
}

/** As `EventLog.heads`, in a transaction. */
export async function headsOf(trx: TenantTransaction, topics: Topic[]): Promise<Map<Topic, number>> {
  const rows = await trx
    .selectFrom('topic')
    .select(['name', 'seq'])
    .where(sql<boolean>`name = any(${topics}::text[])`)
    .execute();
  return new Map(rows.map(({ name, seq }) => [name as Topic, seq]));
}

async function append(
  trx: TenantTransaction,
  tenantId: string,
  places: Places,
  events: NewEvent[],
  alongside: () => Statement[],
  written: TopicHint[],
): Promise<Position[]> {
  const perTopic = Map.groupBy(events, ({ topic }) => topic);
  const ends = await places.take(new Map([...perTopic].map(([topic, { length }]) => [topic, length])));
  const stored = new Map<NewEvent, LogEvent & Position>();
  for (const [topic, own] of perTopic) {
    const { last, at } = ends.get(topic)!;
    for (const [index, event] of own.entries()) {
      const position = { seq: last - own.length + 1 + index, at };
      const body = event.body(position);
      stored.set(event, { ...position, type: body.type, audience: event.audience, body: JSON.stringify(body) });
    }
    written.push({ tenantId, topic, seq: last, events: own.map((event) => stored.get(event)!) });
  }
  const rows = events.map((event) => ({ tenant_id: tenantId, topic: event.topic, ...stored.get(event)!, at: new Date(stored.get(event)!.at) }));
  await sendAhead(trx, together([insertRows('event', rows), ...alongside()]));
  return events.map((event) => stored.get(event)!);
}
