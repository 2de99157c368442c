import { sql } from 'kysely';
import type { Database } from '../../db/database.ts';
import type { Caller } from '../../transport/context.ts';
import { requireRoom } from './access.ts';
import { lastSeqOf } from './queries.ts';

/** Moves the caller's read mark forward, never back and never beyond the end of the room. */
export async function markRead(
  db: Database,
  caller: Caller,
  { roomId, seq }: { roomId: string; seq: number },
): Promise<{ roomId: string; lastReadSeq: number; lastDeliveredSeq: number }> {
  return db.withTenant(caller.tenantId, async (trx) => {
    await requireRoom(trx, caller, roomId);
    const upTo = Math.min(seq, await lastSeqOf(trx, roomId));
    const row = await trx
      .insertInto('room_progress')
      .values({
        tenant_id: caller.tenantId,
        room_id: roomId,
        user_id: caller.userId,
        last_read_seq: upTo,
        last_delivered_seq: upTo,
      })
      .onConflict((conflict) =>
        conflict.columns(['tenant_id', 'room_id', 'user_id']).doUpdateSet({
          last_read_seq: sql`greatest(room_progress.last_read_seq, excluded.last_read_seq)`,
          last_delivered_seq: sql`greatest(room_progress.last_delivered_seq, excluded.last_delivered_seq)`,
        }),
      )
      .returning(['last_read_seq', 'last_delivered_seq'])
      .executeTakeFirstOrThrow();
    return { roomId, lastReadSeq: row.last_read_seq, lastDeliveredSeq: row.last_delivered_seq };
  });
}
