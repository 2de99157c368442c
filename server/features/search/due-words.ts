import { sql } from 'kysely';
import { limits } from '../../../shared/limits.ts';
import type { TenantTransaction } from '../../db/database.ts';

/**
 * Keeps the words of messages of which they are not kept yet, at most `limits.search.wordsOf`. Returns of how many it did. What
 * another transaction has in hand is waited for, or passed by when `waits` is false. Rows are locked, and words stored, in one order,
 * so that two who do this at once do not deadlock.
 */
export async function keepDueWords(trx: TenantTransaction, tenantId: string, { waits }: { waits: boolean }): Promise<number> {
  const { rows: due } = await sql<{ room_id: string; seq: number }>`
    select room_id, seq from search_due where tenant_id = ${tenantId}::uuid
    order by room_id, seq limit ${limits.search.wordsOf}::int for update ${waits ? sql`` : sql`skip locked`}`.execute(trx);
  if (due.length === 0) return 0;
  const taken = sql`jsonb_to_recordset(${JSON.stringify(due)}::jsonb) as due (room_id uuid, seq bigint)`;
  await sql`
    insert into search_word (tenant_id, kind, word, id)
    select distinct ${tenantId}::uuid, case m.visibility when 'staff' then 'note' else 'order' end, word, m.room_id
    from ${taken}
    cross join lateral (select room_id from chat_order where room_id = due.room_id limit 1) o
    cross join lateral (select room_id, content, visibility from message where room_id = due.room_id and seq = due.seq limit 1) m
    cross join lateral unnest(search_words(m.content)) as word
    order by 2, 3, 4
    on conflict do nothing`.execute(trx);
  await sql`
    delete from search_due using ${taken}
    where search_due.tenant_id = ${tenantId}::uuid and search_due.room_id = due.room_id and search_due.seq = due.seq`.execute(trx);
  return due.length;
}
