import { newId } from '../../../shared/ids.ts';
import type { Alert, AlertEntryKind, AlertEvent, AlertTargetInput } from '../../../shared/alerts.ts';
import { alertsTopic } from '../../../shared/topics.ts';
import type { TenantTransaction } from '../../db/database.ts';
import type { NewEvent, UnitOfWork } from '../../realtime/event-log.ts';
import { alertById } from './queries.ts';

/** A line of an alert's timeline that is about to be stored. */
export interface NewEntry {
  kind: AlertEntryKind;
  userId: string | null;
  target?: AlertTargetInput;
  at: Date;
}

/** An alert calls people: when it is raised, and again when it climbs. */
interface AlertCall {
  alertId: string;
  message: string;
  /** Those whom it calls now; its raiser is not among them. */
  userIds: string[];
}

/** Lets another feature tell the called people; the events that it returns are stored together with the alert's. */
export type OnCall = (unit: UnitOfWork, tenantId: string, call: AlertCall) => Promise<NewEvent[]>;

/** Makes `version` of the alert from these lines and tells everyone who follows alerts. Last in the transaction. */
export async function recordAlert(
  { trx, append }: UnitOfWork,
  tenantId: string,
  alertId: string,
  version: number,
  entries: NewEntry[],
  also: NewEvent[] = [],
): Promise<Alert> {
  await trx
    .insertInto('alert_entry')
    .values(
      entries.map(({ kind, userId, target, at }) => ({
        tenant_id: tenantId,
        alert_id: alertId,
        id: newId(),
        version,
        kind,
        user_id: userId,
        target_kind: target?.kind ?? null,
        target_id: target && target.kind !== 'tenant' ? target.id : null,
        at,
      })),
    )
    .execute();
  const alert = await alertById(trx, alertId);
  await append([alertEvent(alert), ...also]);
  return alert;
}

/** What everyone who follows alerts is told when one has changed. */
export const alertEvent = (alert: Alert): NewEvent => ({
  topic: alertsTopic,
  audience: 'staff',
  body: (position): AlertEvent => ({ type: 'alert.updated', ...position, alert }),
});

/** Notes when the alert climbs, where a worker that knows no tenant finds it; null when it does not any more. */
export async function scheduleStep(trx: TenantTransaction, tenantId: string, alertId: string, at: Date | null): Promise<void> {
  if (at === null) {
    await trx.deleteFrom('escalation_due').where('alert_id', '=', alertId).where('tenant_id', '=', tenantId).execute();
    return;
  }
  await trx
    .insertInto('escalation_due')
    .values({ tenant_id: tenantId, alert_id: alertId, due_at: at })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'alert_id']).doUpdateSet({ due_at: at }))
    .execute();
}
