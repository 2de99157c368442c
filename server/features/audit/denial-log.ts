import type { Database } from '../../db/database.ts';
import type { CallWatch } from '../../transport/context.ts';
import { recordAudit } from './audit-log.ts';

/**
 * Notes every call that asked for what is not the caller's. In a transaction of its own, since the call's own was
 * undone, and after the answer: how long a refusal takes must not tell whether there was something to refuse.
 */
export const createDenialLog =
  (db: Database, onFault: (error: unknown) => void): CallWatch['noteDenial'] =>
  ({ tenantId, userId, sessionId }, path) => {
    db.withTenant(tenantId, (trx) =>
      recordAudit(trx, { tenantId, actorId: userId, sessionId, action: path, outcome: 'denied' }),
    ).catch(onFault);
  };
