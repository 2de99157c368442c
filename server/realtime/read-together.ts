import { sql } from 'kysely';
import { limits } from '../../shared/limits.ts';
import type { Topic } from '../../shared/topics.ts';
import { createBatcher } from '../batcher.ts';
import type { Database } from '../db/database.ts';
import type { EventLog, LogEvent } from './event-log.ts';

interface Place {
  tenantId: string;
  topic: Topic;
  after: number;
}

/** Reads the log as `EventLog.read` does; the pages that a tenant's topics want at once are read by one query. */
export function createReadTogether(db: Database): EventLog['read'] {
  const readings = createBatcher<Place, LogEvent[]>({
    most: limits.feed.readTogether,
    gatherFor: limits.arrivals.gatherFor,
    async run(places) {
      const pages = await readPages(db, places);
      return places.map((_, index) => ({ result: pages.get(index) ?? [] }));
    },
  });
  return (tenantId, topic, after) => readings.submit(tenantId, { tenantId, topic, after });
}

/** The page after each place, by its index; none where nothing follows. */
async function readPages(db: Database, places: Place[]): Promise<Map<number, LogEvent[]>> {
  const topics = places.map(({ topic }) => topic);
  const afters = places.map(({ after }) => after);
  const { rows } = await db.withTenant(places[0]!.tenantId, (trx) =>
    sql<LogEvent & { place: number }>`
      select wanted.place::int - 1 as place, page.seq, page.type, page.audience, page.body
      from unnest(${topics}::text[], ${afters}::bigint[]) with ordinality as wanted (topic, after, place)
      cross join lateral (
        select event.seq, event.type, event.audience, event.body
        from event
        where event.topic = wanted.topic and event.seq > wanted.after
        order by event.seq
        limit ${limits.feed.pageEvents}
      ) as page
      order by wanted.place, page.seq`.execute(trx),
  );
  return new Map(
    Map.groupBy(rows, ({ place }) => place)
      .entries()
      .map(([place, own]) => [place, own.map(({ seq, type, audience, body }) => ({ seq, type, audience, body }))]),
  );
}
