import { sql } from 'kysely';
import { limits } from '../../shared/limits.ts';
import type { TenantTransaction } from '../db/database.ts';

const { eventDays, eventsPerTopic, eventHours } = limits.retention;

/**
 * Removes old events of the topics after `after` by name, at most `limits.retention.rowsTogether` of at most `topicsTogether`
 * topics. From each topic goes what is oldest, without a hole: a reader whose cursor lies there is told to reset, and never one
 * whose cursor is younger than `eventHours`. Returns after which topic to go on, or null when none is left.
 */
export async function pruneTopics(trx: TenantTransaction, tenantId: string, after: string | null): Promise<string | null> {
  const { topicsTogether, rowsTogether } = limits.retention;
  const { rows: topics } = await sql<{ name: string; isOld: boolean }>`
    select t.name, coalesce(${isOld(sql`oldest`, sql`t.seq`)}, false) as "isOld"
    from (select name, seq from topic where name > ${after ?? ''} order by name limit ${topicsTogether}::int) t
    left join lateral (select seq, at from event where topic = t.name order by seq limit 1) oldest on true
    order by t.name`.execute(trx);
  let room: number = rowsTogether;
  let done = after;
  for (const { name, isOld: hasOld } of topics) {
    if (hasOld) room -= await pruneTopic(trx, tenantId, name, room);
    // there may be more of this one
    if (room === 0) return done ?? '';
    done = name;
  }
  return topics.length < topicsTogether ? null : done;
}

/** By the database's clock, which gave the events their times. */
const isOld = (event: ReturnType<typeof sql>, head: ReturnType<typeof sql>) => sql<boolean>`(
  ${event}.at < now() - make_interval(days => ${eventDays}::int)
  or (${event}.seq <= ${head} - ${eventsPerTopic}::int and ${event}.at < now() - make_interval(hours => ${eventHours}::int)))`;

/** Returns how many events went, at most `most`. */
async function pruneTopic(trx: TenantTransaction, tenantId: string, topic: string, most: number): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from event where tenant_id = ${tenantId}::uuid and topic = ${topic} and seq < (
      select coalesce(min(seq) filter (where not is_old), max(seq) + 1)
      from (
        select e.seq, ${isOld(sql`e`, sql`(select seq from topic where name = ${topic})`)} as is_old
        from event e where e.topic = ${topic} order by e.seq limit ${most}::int
      ) oldest)`.execute(trx);
  return Number(numAffectedRows);
}
