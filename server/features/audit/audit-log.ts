import { newId } from '../../../shared/ids.ts';
import type { TenantTransaction } from '../../db/database.ts';
import { insertRows, run, type Statement } from '../../db/statement.ts';
import type { Caller } from '../../transport/context.ts';

export interface AuditRecord {
  tenantId: string;
  actorId: string | null;
  sessionId: string | null;
  /** What was done, by the name of the procedure: `messages.send`. */
  action: string;
  roomId?: string | null;
  patientId?: string | null;
  outcome: 'allowed' | 'denied';
}

/** Notes who did what to whose data, as a statement of the transaction that did it: one does not happen without the other. */
export const auditEntries = (records: readonly AuditRecord[]): Statement =>
  insertRows(
    'audit_entry',
    records.map((record) => ({
      id: newId(),
      tenant_id: record.tenantId,
      actor_id: record.actorId,
      session_id: record.sessionId,
      action: record.action,
      room_id: record.roomId ?? null,
      patient_id: record.patientId ?? null,
      outcome: record.outcome,
    })),
  );

/** As `auditEntries`, at once. */
export async function recordAudit(trx: TenantTransaction, record: AuditRecord): Promise<void> {
  await run(trx, auditEntries([record]));
}

/** Notes that the caller made use of patient data, in the transaction that gave it to them or changed it. */
export const auditCall = (
  trx: TenantTransaction,
  caller: Caller,
  action: string,
  about: Pick<AuditRecord, 'roomId' | 'patientId'> = {},
): Promise<void> => recordAudit(trx, allowedCall(caller, action, about));

/** The record of a call that was allowed. */
export const allowedCall = (
  { tenantId, userId, sessionId }: Caller,
  action: string,
  about: Pick<AuditRecord, 'roomId' | 'patientId'> = {},
): AuditRecord => ({ tenantId, actorId: userId, sessionId, action, outcome: 'allowed', ...about });
