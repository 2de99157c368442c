import { limits } from '../../../shared/limits.ts';
import { createBatcher } from '../../batcher.ts';
import type { Database } from '../../db/database.ts';
import { onDutyOf } from './queries.ts';

/** The ids of a tenant's staff who are on duty, as it is from the call on. */
export type ReadDuty = (tenantId: string) => Promise<ReadonlySet<string>>;

/** Whoever comes or goes makes every open list ask: those who ask at once are told by one query. */
export function createReadDuty(db: Database): ReadDuty {
  const readings = createBatcher<string, ReadonlySet<string>>({
    most: limits.socket.perNode,
    async run(tenantIds) {
      const result = new Set(await db.withTenant(tenantIds[0]!, onDutyOf));
      return tenantIds.map(() => ({ result }));
    },
  });
  return (tenantId) => readings.submit(tenantId, tenantId);
}
