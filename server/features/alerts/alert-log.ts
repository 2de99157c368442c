import { newId } from '../../../shared/ids.ts';
import type { Alert, AlertEntryKind, AlertEvent, AlertTargetKind } from '../../../shared/alerts.ts';
import type { AlertStep } from '../../../shared/alerts-escalation.ts';
import { alertsTopic } from '../../../shared/topics.ts';
import type { TenantTransaction } from '../../db/database.ts';
import type { NewEvent, UnitOfWork } from '../../realtime/event-log.ts';
import { alertById } from './queries.ts';

/** A line of an alert's timeline that is about to be stored. */
export interface NewEntry {
  kind: AlertEntryKind;
  userId: string | null;
  target?: StepTarget;
  at: Date;
}

/** Whom a step calls, as its line of the timeline names it: of a person the id, of a role its name. */
export interface StepTarget {
  step: AlertStep;
  kind: AlertTargetKind;
  id: string | null;
}

/** An alert calls people, when it is raised and when it climbs, or tells its raiser how it stands. */
interface AlertCall {
  alertId: string;
  message: string;
  /** `unanswered`: everyone was called and nobody has taken it. `unreached`: nobody whom it calls can hear it now. */
  about: 'called' | 'unanswered' | 'unreached';
  /** Those whom it calls now, or its raiser. */
  userIds: string[];
}

/** Lets another feature tell these people; the events that it returns are stored together with the alert's. */
export type OnCall = (unit: UnitOfWork, tenantId: string, call: AlertCall) => Promise<NewEvent[]>;

/** Makes `version` of the alert, with these lines if any, and tells everyone who follows alerts. Last in the transaction. */
export async function recordAlert(
  { trx, append }: UnitOfWork,
  tenantId: string,
  alertId: string,
  version: number,
  entries: NewEntry[],
  also: NewEvent[] = [],
): Promise<Alert> {
  const alert = await storeVersion(trx, tenantId, alertId, version, entries);
  await append([alertEvent(alert), ...also]);
  return alert;
}

/** As `recordAlert`, but the caller appends the alert's event. */
export async function storeVersion(trx: TenantTransaction, tenantId: string, alertId: string, version: number, entries: NewEntry[]): Promise<Alert> {
  await trx.updateTable('alert').set({ version }).where('id', '=', alertId).execute();
  const rows = entries.map(({ kind, userId, target, at }) => ({
    tenant_id: tenantId,
    alert_id: alertId,
    id: newId(),
    version,
    kind,
    user_id: userId,
    target_kind: target?.kind ?? null,
    target_id: target?.id ?? null,
    step: target?.step ?? null,
    at,
  }));
  if (rows.length > 0) await trx.insertInto('alert_entry').values(rows).execute();
  return alertById(trx, alertId);
}

/** What everyone who follows alerts is told when one has changed. */
export const alertEvent = (alert: Alert): NewEvent => ({
  topic: alertsTopic,
  audience: 'staff',
  body: (position): AlertEvent => ({ type: 'alert.updated', ...position, alert }),
});

/** Notes when the alert has its next step, where a worker that knows no tenant finds it; null when it is over. */
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
