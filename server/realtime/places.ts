import type { Topic } from '../../shared/topics.ts';
import type { TenantTransaction } from '../db/database.ts';
import { sendAhead } from '../db/pipelining-client.ts';
import { run, statement, type Statement } from '../db/statement.ts';

/** How many events of each topic. */
export type Counts = ReadonlyMap<Topic, number>;

/** The number of a topic's last event, and the time. */
interface End {
  last: number;
  at: string;
}

/** The places of one transaction's events in the order of their topics. */
export interface Places {
  /** Takes places together with the statement that follows. */
  reserve(counts: Counts): Promise<void>;
  /** Where the topics end once so many events stand in them: in what was reserved, and after it. */
  take(counts: Counts): Promise<Map<Topic, End>>;
  /** Throws when a reserved place has stayed empty: it would be a hole for ever. */
  assertFilled(): void;
}

export function createPlaces(trx: TenantTransaction, tenantId: string): Places {
  const empty = new Map<Topic, number>();
  let reserved: Promise<{ rows: PlaceRow[] }> | null = null;

  return {
    async reserve(counts) {
      for (const [topic, count] of counts) empty.set(topic, count);
      ({ answer: reserved } = await sendAhead(trx, takePlaces(tenantId, counts)));
    },
    async take(counts) {
      const missing = new Map([...counts].map(([topic, count]) => [topic, count - (empty.get(topic) ?? 0)] as const).filter(([, count]) => count > 0));
      for (const [topic, count] of counts) if ((empty.get(topic) ?? 0) <= count) empty.delete(topic);
      const { rows: ahead } = (await reserved) ?? { rows: [] };
      const { rows: more } = missing.size > 0 ? await run(trx, takePlaces(tenantId, missing)) : { rows: [] };
      return new Map([...ahead, ...more].map(({ name, seq, at }) => [name, { last: seq, at: at.toISOString() }]));
    },
    assertFilled() {
      if (empty.size > 0) throw new Error('Places in a log were reserved and not filled.');
    },
  };
}

interface PlaceRow {
  name: Topic;
  seq: number;
  at: Date;
}

/**
 * Makes room at the end of each topic. The locks on the topics' rows last until the commit, so the order of numbers is the
 * order of commits; they are taken in sorted order, so that two writers of the same topics wait for each other instead of
 * deadlocking.
 */
const takePlaces = (tenantId: string, counts: Counts): Statement<PlaceRow> => statement`
  insert into topic (tenant_id, name, seq)
  select ${tenantId}::uuid, name, count
  from unnest(${[...counts.keys()]}::text[], ${[...counts.values()]}::int[]) as wanted (name, count)
  order by name
  on conflict (tenant_id, name) do update set seq = topic.seq + excluded.seq
  returning name, seq, clock_timestamp() as at`;
