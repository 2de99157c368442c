import { sql } from 'kysely';
import type { Member } from '../../../shared/rooms.ts';
import type { TenantTransaction } from '../../db/database.ts';
import { notFound } from '../../failure.ts';
import type { Caller } from '../../transport/context.ts';
import { requireRoom, type OpenRoom } from '../rooms/access.ts';

/**
 * The thread, locked until the transaction ends: its participants, and what is written in it, take turns. NOT_FOUND when
 * the caller is not in it, or no longer is by the time the lock is theirs.
 */
export async function lockThread(trx: TenantTransaction, caller: Caller, roomId: string): Promise<OpenRoom> {
  await trx.selectFrom('thread').select('room_id').where('room_id', '=', roomId).forUpdate().execute();
  const room = await requireRoom(trx, caller, roomId);
  if (room.kind !== 'thread') throw notFound();
  return room;
}

/** These people, by id. NOT_FOUND unless all of them work here. */
export async function requireStaff(trx: TenantTransaction, userIds: Iterable<string>): Promise<Member[]> {
  const ids = [...new Set(userIds)];
  const staff = await trx
    .selectFrom('user_account')
    .select(['id', 'name', 'role'])
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .where('role', '<>', 'patient')
    .where('disabled_at', 'is', null)
    .orderBy('id')
    .execute();
  if (staff.length < ids.length) throw notFound();
  return staff;
}
