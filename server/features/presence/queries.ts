import { limits } from '../../../shared/limits.ts';
import type { Member } from '../../../shared/rooms.ts';
import type { TenantTransaction } from '../../db/database.ts';

/** The tenant's staff, by name. */
export const staffOf = (trx: TenantTransaction): Promise<Member[]> =>
  trx
    .selectFrom('user_account')
    .select(['id', 'name', 'role'])
    .where('role', '<>', 'patient')
    .where('disabled_at', 'is', null)
    .orderBy('name')
    .orderBy('id')
    .limit(limits.live.entries)
    .execute();
