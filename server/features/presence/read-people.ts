import { limits } from '../../../shared/limits.ts';
import type { Member } from '../../../shared/rooms.ts';
import { createBatcher } from '../../batcher.ts';
import type { Database } from '../../db/database.ts';
import { onDutyOf, staffOf } from './queries.ts';

/** What the database knows of a tenant's people. */
export interface PeopleFacts {
  /** By name; null when only duty was asked for. */
  staff: Member[] | null;
  onDuty: ReadonlySet<string>;
}

/** The tenant's staff and who of them is on duty, or only the latter, as it is from the call on. What is asked later is answered later. */
export type ReadPeople = (tenantId: string, what: 'all' | 'duty') => Promise<PeopleFacts>;

/** Whoever comes makes it ask, and everybody comes at once: those who ask at about the same time are answered by one reading. */
export function createReadPeople(db: Database): ReadPeople {
  const readings = createBatcher<{ tenantId: string; what: 'all' | 'duty' }, PeopleFacts>({
    most: limits.socket.perNode,
    gatherFor: limits.arrivals.gatherFor,
    async run(asked) {
      const wantsAll = asked.some(({ what }) => what === 'all');
      const result = await db.snapshot(asked[0]!.tenantId, async (trx) => ({
        staff: wantsAll ? await staffOf(trx) : null,
        onDuty: new Set(await onDutyOf(trx)),
      }));
      return asked.map(() => ({ result }));
    },
  });
  return (tenantId, what) => readings.submit(tenantId, { tenantId, what });
}
