import { sql } from 'kysely';
import { limits } from '../../../shared/limits.ts';
import type { Member } from '../../../shared/rooms.ts';
import type { TenantTransaction } from '../../db/database.ts';

/** The tenant's staff, by name. */
export const staffOf = (trx: TenantTransaction): Promise<Member[]> =>
  trx
    .selectFrom('user_account')
    .select(['id', 'name', 'role'])
    // as in the index of the staff, which a parameter would not show to be meant
    .where('role', '<>', sql.lit('patient'))
    .where('disabled_at', 'is', null)
    .orderBy('name')
    .orderBy('id')
    .limit(limits.live.entries)
    .execute();

/** Who is in each of the threads; one without members is left out. */
export async function threadMembers(trx: TenantTransaction, roomIds: string[]): Promise<Map<string, Set<string>>> {
  const rows = await trx.selectFrom('room_member').select(['room_id', 'user_id']).where(sql<boolean>`room_id = any(${roomIds}::uuid[])`).execute();
  const byRoom = Map.groupBy(rows, (row) => row.room_id);
  return new Map([...byRoom].map(([roomId, own]) => [roomId, new Set(own.map((row) => row.user_id))]));
}

/** The ids of the staff who are on duty: they said so within a shift, and are signed in somewhere. */
export async function onDutyOf(trx: TenantTransaction): Promise<string[]> {
  const rows = await trx
    .selectFrom('duty as d')
    .innerJoin('user_account as u', (join) => join.onRef('u.tenant_id', '=', 'd.tenant_id').onRef('u.id', '=', 'd.user_id'))
    .select('d.user_id')
    .where('u.role', '<>', 'patient')
    .where('u.disabled_at', 'is', null)
    .where('d.since', '>', sql<Date>`now() - make_interval(secs => ${limits.duty.longest / 1_000})`)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('session as s')
          .select('s.id')
          .whereRef('s.tenant_id', '=', 'd.tenant_id')
          .whereRef('s.user_id', '=', 'd.user_id')
          .where('s.ended_at', 'is', null)
          .where('s.expires_at', '>', sql<Date>`now()`),
      ),
    )
    .orderBy('d.user_id')
    .execute();
  return rows.map((row) => row.user_id);
}

/**
 * Lets the one who changes who is on duty, and those who act on who is, take turns. Taken before any other lock of
 * the transaction.
 */
export async function holdDuty(trx: TenantTransaction, tenantId: string, to: 'read' | 'change'): Promise<void> {
  const key = sql`hashtextextended(${`duty ${tenantId}`}, 0)`;
  await (to === 'change' ? sql`select pg_advisory_xact_lock(${key})` : sql`select pg_advisory_xact_lock_shared(${key})`).execute(trx);
}
