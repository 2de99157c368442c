import { sql } from 'kysely';
import type { Topic } from '../../shared/topics.ts';
import { limits } from '../../shared/limits.ts';
import type { Database, TenantTransaction } from '../db/database.ts';
import type { Bus } from './bus.ts';

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
}

/** An event that is about to be stored: `body` is made once its place in the order is known. */
export interface NewEvent<Body extends { type: string } = { type: string }> {
  topic: Topic;
  audience: Audience;
  body(position: { seq: number; at: string }): Body;
}

/** What is told to other readers after a commit. The event rides along only within the node. */
export interface TopicHint {
  tenantId: string;
  topic: Topic;
  events: LogEvent[];
}

export const topicHints = 'topics';

export interface UnitOfWork {
  trx: TenantTransaction;
  /**
   * Gives the events the next numbers of their topics and stores them, in the given order within a topic.
   * Takes the topic rows, in sorted order, and holds them until the commit: call it last, and once.
   */
  append(events: NewEvent[]): Promise<{ seq: number; at: string }[]>;
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
      const result = await db.withTenant(tenantId, (trx) =>
        work({ trx, append: (events) => append(trx, tenantId, events, written) }),
      );
      for (const hint of written) bus.publish(topicHints, hint);
      return result;
    },

    read: (tenantId, topic, after) =>
      db.withTenant(tenantId, (trx) =>
        trx
          .selectFrom('event')
          .select(['seq', 'type', 'audience', 'body'])
          .where('topic', '=', topic)
          .where('seq', '>', after)
          .orderBy('seq')
          .limit(limits.feed.pageEvents)
          .execute(),
      ),

    heads: (tenantId, topics) =>
      db.withTenant(tenantId, async (trx) => {
        const rows = await trx.selectFrom('topic').select(['name', 'seq']).where('name', 'in', topics).execute();
        return new Map(rows.map(({ name, seq }) => [name as Topic, seq]));
      }),

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

async function append(trx: TenantTransaction, tenantId: string, events: NewEvent[], written: TopicHint[]) {
  const positions = new Map<NewEvent, { seq: number; at: string }>();
  // sorted, so that two writers of the same topics wait for each other instead of deadlocking
  for (const topic of [...new Set(events.map((event) => event.topic))].toSorted()) {
    const own = events.filter((event) => event.topic === topic);
    const stored = await appendToTopic(trx, tenantId, topic, own, positions);
    written.push({ tenantId, topic, events: stored });
  }
  return events.map((event) => positions.get(event)!);
}

async function appendToTopic(
  trx: TenantTransaction,
  tenantId: string,
  topic: Topic,
  events: NewEvent[],
  positions: Map<NewEvent, { seq: number; at: string }>,
): Promise<LogEvent[]> {
  // The lock on this row lasts until the commit, so the order of numbers is the order of commits.
  const { seq: last, at } = await trx
    .insertInto('topic')
    .values({ tenant_id: tenantId, name: topic, seq: events.length })
    .onConflict((conflict) =>
      conflict.columns(['tenant_id', 'name']).doUpdateSet({ seq: sql`topic.seq + excluded.seq` }),
    )
    .returning(['seq', sql<Date>`clock_timestamp()`.as('at')])
    .executeTakeFirstOrThrow();

  const stored = events.map((event, index): LogEvent => {
    const position = { seq: last - events.length + 1 + index, at: at.toISOString() };
    positions.set(event, position);
    const body = event.body(position);
    return { seq: position.seq, type: body.type, audience: event.audience, body: JSON.stringify(body) };
  });
  await trx
    .insertInto('event')
    .values(stored.map((event) => ({ tenant_id: tenantId, topic, at, ...event })))
    .execute();
  return stored;
}
