import { limits } from '../../../shared/limits.ts';
import { createBatcher, type Outcome } from '../../batcher.ts';
import type { Database } from '../../db/database.ts';
import { Failure } from '../../failure.ts';
import type { Caller } from '../../transport/context.ts';
import { admissionsTo, type OpenRoom } from './access.ts';

/** As `requireRoom`, in a transaction of its own: those who ask at about the same time are answered by one. */
export type Admit = (caller: Caller, roomId: string) => Promise<OpenRoom>;

export function createAdmit(db: Database): Admit {
  const asked = createBatcher<{ caller: Caller; roomId: string }, OpenRoom>({
    most: limits.arrivals.openedTogether,
    async run(group) {
      const callers = group.map(({ caller }) => caller);
      const roomIds = [...new Set(group.map(({ roomId }) => roomId))];
      const admissions = await db.withTenant(callers[0]!.tenantId, (trx) => admissionsTo(trx, roomIds, callers));
      return group.map(({ caller, roomId }) => outcomeOf(() => admissions.admit(caller, roomId)));
    },
  });
  return (caller, roomId) => asked.submit(caller.tenantId, { caller, roomId });
}

/** What becomes of one who asks: a refusal is nobody else's. */
export function outcomeOf<Result>(attempt: () => Result): Outcome<Result> {
  try {
    return { result: attempt() };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { refused: error };
  }
}
