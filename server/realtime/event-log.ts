import { sql, type RawBuilder } from 'kysely';
import type { Topic } from '../../shared/topics.ts';
import { limits } from '../../shared/limits.ts';
import type { Database, TenantTransaction } from '../db/database.ts';
import { insertRows, together } from '../db/insert-rows.ts';
import type { Bus } from './bus.ts';
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
   * Gives the events the next numbers of their topics and stores them, in the given order within a topic.
   * Takes the topic rows and holds them until the commit: call it last, and once. `alongside` is asked when every body
   * has been made; what it gives is done in the same statement.
   */
  append(events: NewEvent[], alongside?: () => RawBuilder<unknown>[]): Promise<Position[]>;
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
        work({ trx, append: (events, alongside = () => []) => append(trx, tenantId, events, alongside, written) }),
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

async function append(
  trx: TenantTransaction,
  tenantId: string,
  events: NewEvent[],
  alongside: () => RawBuilder<unknown>[],
  written: TopicHint[],
): Promise<Position[]> {
  const perTopic = Map.groupBy(events, ({ topic }) => topic);
  const places = await takePlaces(trx, tenantId, perTopic);
  const stored = new Map<NewEvent, LogEvent & Position>();
  for (const [topic, own] of perTopic) {
    const { last, at } = places.get(topic)!;
    for (const [index, event] of own.entries()) {
      const position = { seq: last - own.length + 1 + index, at };
      const body = event.body(position);
      stored.set(event, { ...position, type: body.type, audience: event.audience, body: JSON.stringify(body) });
    }
    written.push({ tenantId, topic, seq: last, events: own.map((event) => stored.get(event)!) });
  }
  const rows = events.map((event) => ({ tenant_id: tenantId, topic: event.topic, ...stored.get(event)!, at: new Date(stored.get(event)!.at) }));
  await together([insertRows('event', rows), ...alongside()]).execute(trx);
  return events.map((event) => stored.get(event)!);
}

/**
 * The last number of each topic and the time, once room for its events has been made. The locks on the topics' rows last
 * until the commit, so the order of numbers is the order of commits; they are taken in sorted order, so that two writers
 * of the same topics wait for each other instead of deadlocking.
 */
async function takePlaces(
  trx: TenantTransaction,
  tenantId: string,
  perTopic: ReadonlyMap<Topic, NewEvent[]>,
): Promise<Map<Topic, { last: number; at: string }>> {
  const { rows } = await sql<{ name: Topic; seq: number; at: Date }>`
    insert into topic (tenant_id, name, seq)
    select ${tenantId}::uuid, name, count
    from unnest(${[...perTopic.keys()]}::text[], ${[...perTopic.values()].map(({ length }) => length)}::int[]) as wanted (name, count)
    order by name
    on conflict (tenant_id, name) do update set seq = topic.seq + excluded.seq
    returning name, seq, clock_timestamp() as at`.execute(trx);
  return new Map(rows.map(({ name, seq, at }) => [name, { last: seq, at: at.toISOString() }]));
}
