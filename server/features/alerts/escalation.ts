import type { AlertTargetInput, AlertTargetKind } from '../../../shared/alerts.ts';
import { callFrom, climb } from '../../../shared/alerts-escalation.ts';
import { limits } from '../../../shared/limits.ts';
import type { Database, TenantTransaction } from '../../db/database.ts';
import { holdDuty } from '../presence/queries.ts';
import { calledBy } from './access.ts';
import { recordAlert, scheduleStep } from './alert-log.ts';
import type { AlertDependencies } from './commands.ts';

/**
 * Lets alerts climb that nobody has acknowledged in time. What is due when is in the database, so a restart changes
 * nothing; every node looks, and each step is done by the one that gets the alert's row.
 */
export interface Escalation {
  /** Does every step whose time has come. */
  look(): Promise<void>;
  /** Looks no more; resolves when the look under way has ended. */
  stop(): Promise<void>;
}

interface EscalationOptions extends AlertDependencies {
  db: Database;
  lookEvery?: number;
  onFault: (error: unknown) => void;
}

export function createEscalation({ db, lookEvery = limits.alerts.lookEvery, onFault, ...dependencies }: EscalationOptions): Escalation {
  const { clock } = dependencies;

  async function look(): Promise<void> {
    const due = await db.withInstallation((trx) =>
      trx
        .selectFrom('escalation_due')
        .select(['tenant_id', 'alert_id'])
        .where('due_at', '<=', new Date(clock.now()))
        .orderBy('due_at')
        .limit(limits.alerts.atOnce)
        .execute(),
    );
    for (const { tenant_id, alert_id } of due) await escalate(dependencies, tenant_id, alert_id).catch(onFault);
  }

  let looking: Promise<void> | null = null;
  const timer = setInterval(() => {
    looking ??= look()
      .catch(onFault)
      .finally(() => (looking = null));
  }, lookEvery);

  return {
    look,
    async stop() {
      clearInterval(timer);
      await looking;
    },
  };
}

/** One step of one alert, if it is still due and nobody else has the alert in hand; if somebody has, the next look decides. */
function escalate({ log, clock, climbAfter, onCall }: AlertDependencies, tenantId: string, alertId: string): Promise<void> {
  return log.write(tenantId, async (unit) => {
    const { trx } = unit;
    await holdDuty(trx, tenantId, 'read');
    const row = await trx.selectFrom('alert').selectAll().where('id', '=', alertId).forUpdate().skipLocked().executeTakeFirst();
    if (!row) return;
    const now = clock.now();
    const next = climb({ level: row.level, nextStepAt: row.next_step_at?.getTime() ?? null }, now, climbAfter);
    if (!next) return scheduleStep(trx, tenantId, alertId, row.next_step_at);

    const target = await targetAt(trx, alertId, next.level);
    const { level, nextStepAt } = callFrom(target.kind, now, climbAfter);
    const next_step_at = nextStepAt === null ? null : new Date(nextStepAt);
    const version = row.version + 1;
    const { userIds, calledIds: called_ids } = await calledBy(trx, target, row.raised_by_id);
    await trx.updateTable('alert').set({ level, next_step_at, version, called_ids }).where('id', '=', alertId).execute();
    await scheduleStep(trx, tenantId, alertId, next_step_at);
    const told = await onCall?.(unit, tenantId, { alertId, message: row.message, userIds });
    await recordAlert(unit, tenantId, alertId, version, [{ kind: 'escalated', userId: null, target, at: new Date(now) }], told);
  });
}

/** Whom the alert calls at a level: above a person are all who have that person's role now. */
async function targetAt(trx: TenantTransaction, alertId: string, level: AlertTargetKind): Promise<AlertTargetInput> {
  if (level !== 'role') return { kind: 'tenant' };
  const person = await trx
    .selectFrom('alert_entry as e')
    .innerJoin('user_account as u', (join) => join.onRef('u.tenant_id', '=', 'e.tenant_id'))
    .select('u.role')
    .where('e.alert_id', '=', alertId)
    .where('e.kind', '=', 'raised')
    .whereRef((eb) => eb.cast<string>('u.id', 'text'), '=', 'e.target_id')
    .executeTakeFirst();
  // who no longer works here has no colleagues to stand in: that is everyone at once
  return person && person.role !== 'patient' ? { kind: 'role', id: person.role } : { kind: 'tenant' };
}
