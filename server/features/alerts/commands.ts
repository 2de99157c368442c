import type { z } from 'zod';
import type { Alert, alertInputs } from '../../../shared/alerts.ts';
import { startAt, type AlertStep, type EscalationTimes } from '../../../shared/alerts-escalation.ts';
import { newId } from '../../../shared/ids.ts';
import { isRoleOf, isStaff, roleName } from '../../../shared/roles.ts';
import type { Clock } from '../../clock.ts';
import type { TenantTransaction } from '../../db/database.ts';
import { Failure, notFound } from '../../failure.ts';
import type { EventLog, UnitOfWork } from '../../realtime/event-log.ts';
import type { Caller } from '../../transport/context.ts';
import { auditCall } from '../audit/audit-log.ts';
import { patientById } from '../patients/queries.ts';
import { holdDuty } from '../presence/queries.ts';
import { lockAlert } from './access.ts';
import { recordAlert, scheduleStep, type OnCall } from './alert-log.ts';
import { alertById } from './queries.ts';
import { levelOf, takeSteps } from './steps.ts';

type RaiseInput = z.output<typeof alertInputs.raise>;

export interface AlertDependencies {
  log: EventLog;
  clock: Clock;
  climbAfter: EscalationTimes;
  /** Of the tenant's staff, those whom a call reaches at once; null while a node that has just started does not know. */
  reachableOf(tenantId: string): ReadonlySet<string> | null;
  /** Absent: the called people hear of it through the alerts alone. */
  onCall?: OnCall;
}

/**
 * Raises an alert, open until somebody acknowledges it. The same `clientAlertId` again gives the alert that is already
 * there. NOT_FOUND when the person called does not work here or there is no such patient, BAD_INPUT for a role that this
 * kind of tenant does not have.
 */
export async function raiseAlert(dependencies: AlertDependencies, caller: Caller, input: RaiseInput): Promise<Alert> {
  const attempt = () =>
    dependencies.log.write(caller.tenantId, async (unit) => {
      const alertId = await raisedBefore(unit.trx, caller, input.clientAlertId);
      return alertId ? alertById(unit.trx, alertId) : storeAlert(dependencies, unit, caller, input);
    });
  try {
    return await attempt();
  } catch (error) {
    // the same alert, a moment ago on another connection: it is committed now and the second look finds it
    if (!isDuplicateAlert(error)) throw error;
    return attempt();
  }
}

const firstStep: Record<RaiseInput['target']['kind'], AlertStep> = { user: 'user', role: 'role', tenant: 'duty' };

async function storeAlert(dependencies: AlertDependencies, unit: UnitOfWork, caller: Caller, { message, target, patientId, clientAlertId }: RaiseInput): Promise<Alert> {
  const { trx } = unit;
  const { tenantId, userId } = caller;
  await holdDuty(trx, tenantId, 'read');
  await requireTarget(trx, target);
  if (patientId) await patientById(trx, patientId);
  const id = newId();
  const now = dependencies.clock.now();
  const { step, nextStepAt } = startAt(firstStep[target.kind], now, dependencies.climbAfter);
  await trx
    .insertInto('alert')
    .values({
      tenant_id: tenantId,
      id,
      message,
      patient_id: patientId ?? null,
      raised_by_id: userId,
      client_alert_id: clientAlertId,
      raised_at: new Date(now),
      level: levelOf(step),
      step,
      next_step_at: new Date(nextStepAt),
      acknowledged_by_id: null,
      acknowledged_at: null,
      called_ids: null,
    })
    .execute();
  await auditCall(trx, caller, 'alerts.raise', { patientId: patientId ?? null });
  const fresh = { id, message, raisedById: userId, target, step, nextStepAt, calledIds: null, repeats: 0, isUnreached: false };
  const taken = await takeSteps(dependencies, unit, tenantId, fresh, { isNew: true });
  return recordAlert(unit, tenantId, id, 1, taken!.entries, taken!.events);
}

async function requireTarget(trx: TenantTransaction, target: RaiseInput['target']): Promise<void> {
  if (target.kind === 'role') {
    const { kind } = await trx.selectFrom('tenant').select('kind').executeTakeFirstOrThrow();
    if (!isRoleOf(kind, target.id)) throw new Failure('BAD_INPUT', `Nobody here works as ${roleName(target.id).toLowerCase()}. Call another role, or everyone.`);
  }
  if (target.kind === 'user') {
    const person = await trx.selectFrom('user_account').select('role').where('id', '=', target.id).where('disabled_at', 'is', null).executeTakeFirst();
    if (!person || !isStaff(person.role)) throw notFound();
  }
}

async function raisedBefore(trx: TenantTransaction, { userId }: Caller, clientAlertId: string): Promise<string | null> {
  const row = await trx
    .selectFrom('alert')
    .select('id')
    .where('raised_by_id', '=', userId)
    .where('client_alert_id', '=', clientAlertId)
    .executeTakeFirst();
  return row?.id ?? null;
}

const isDuplicateAlert = (error: unknown): boolean =>
  error instanceof Error && 'constraint' in error && error.constraint === 'alert_once';

/** Takes the alert by name. The first one has it; whoever comes later gets the alert as it was taken. */
export function acknowledgeAlert({ log, clock }: AlertDependencies, caller: Caller, alertId: string): Promise<Alert> {
  const { tenantId, userId } = caller;
  return log.write(tenantId, async (unit) => {
    const { trx } = unit;
    const row = await lockAlert(trx, alertId);
    await auditCall(trx, caller, 'alerts.acknowledge', { patientId: row.patient_id });
    if (row.acknowledged_at) return alertById(trx, alertId);
    const at = new Date(clock.now());
    const version = row.version + 1;
    await trx
      .updateTable('alert')
      .set({ acknowledged_by_id: userId, acknowledged_at: at, next_step_at: null, is_unreached: false })
      .where('id', '=', alertId)
      .execute();
    await scheduleStep(trx, tenantId, alertId, null);
    return recordAlert(unit, tenantId, alertId, version, [{ kind: 'acknowledged', userId, at }]);
  });
}

/** Notes that the caller has seen the alert, once, while it is open. */
export function noteSeen({ log, clock }: AlertDependencies, caller: Caller, alertId: string): Promise<Alert> {
  const { tenantId, userId } = caller;
  return log.write(tenantId, async (unit) => {
    const { trx } = unit;
    const row = await lockAlert(trx, alertId);
    await auditCall(trx, caller, 'alerts.seen', { patientId: row.patient_id });
    const seen = await trx
      .selectFrom('alert_entry')
      .select('id')
      .where('alert_id', '=', alertId)
      .where('kind', '=', 'seen')
      .where('user_id', '=', userId)
      .executeTakeFirst();
    if (seen || row.acknowledged_at) return alertById(trx, alertId);
    const version = row.version + 1;
    return recordAlert(unit, tenantId, alertId, version, [{ kind: 'seen', userId, at: new Date(clock.now()) }]);
  });
}
