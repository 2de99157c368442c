import { limits } from '../../../shared/limits.ts';
import { createBatcher, type Outcome } from '../../batcher.ts';
import type { Database, TenantTransaction } from '../../db/database.ts';
import { run } from '../../db/statement.ts';
import type { Caller } from '../../transport/context.ts';
import { auditEntries, type AuditRecord } from './audit-log.ts';

interface Opening<Request extends { caller: Caller }, Beginning> {
  db: Database;
  /** One outcome for each request, in one unchanging view of the database. */
  read(trx: TenantTransaction, requests: Request[]): Promise<Outcome<Beginning>[]>;
  /** What is noted of a request that was granted. */
  recordOf?(request: Request, beginning: Beginning): AuditRecord;
  /** Requests in one transaction, and transactions of one tenant at once. */
  most?: number;
  atOnce?: number;
}

/**
 * Where readers of a subscription begin. After a restart everyone opens theirs at once: those of one tenant are opened
 * together, by one transaction that reads and one that notes who may.
 */
export function createOpening<Request extends { caller: Caller }, Beginning>({
  db,
  read,
  recordOf,
  most = limits.arrivals.openedTogether,
  atOnce = 1,
}: Opening<Request, Beginning>): (request: Request) => Promise<Beginning> {
  const openings = createBatcher<Request, Beginning>({
    most,
    atOnce,
    gatherFor: limits.arrivals.gatherFor,
    async run(group) {
      const { tenantId } = group[0]!.caller;
      const outcomes = await db.snapshot(tenantId, (trx) => read(trx, group));
      const records = outcomes.flatMap((outcome, index) => ('result' in outcome && recordOf ? [recordOf(group[index]!, outcome.result)] : []));
      if (records.length > 0) await db.withTenant(tenantId, (trx) => run(trx, auditEntries(records)));
      return outcomes;
    },
  });
  return (request) => openings.submit(request.caller.tenantId, request);
}
