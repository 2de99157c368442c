import { limits } from '../../../shared/limits.ts';
import type { Database } from '../../db/database.ts';
import { repeat } from '../../repeat.ts';
import { holdDuty } from '../presence/queries.ts';
import { alertColumns } from './access.ts';
import { recordAlert, scheduleStep } from './alert-log.ts';
import type { AlertDependencies } from './commands.ts';
import { openAlertOf } from './open-alert.ts';
import { takeSteps } from './steps.ts';

/**
 * Lets alerts climb that nobody has acknowledged in time, or that reach nobody. What is due when is in the database, so
 * a restart changes nothing; every node looks, and each step is done by the one that gets the alert's row.
 */
export interface Escalation {
  /** Does every step whose time has come, and passes those that reach nobody any more. */
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
  const { clock, reachableOf } = dependencies;
  /** By open alert: who could be reached when it was last looked at. */
  let lastReach = new Map<string, string>();

  async function look(): Promise<void> {
    const open = await db.withInstallation((trx) =>
      trx.selectFrom('escalation_due').select(['tenant_id', 'alert_id', 'due_at']).orderBy('due_at').limit(limits.alerts.watched).execute(),
    );
    const now = clock.now();
    const reach = new Map([...new Set(open.map(({ tenant_id }) => tenant_id))].map((tenantId) => [tenantId, reachText(reachableOf(tenantId))]));
    const known = lastReach;
    lastReach = new Map();
    for (const { tenant_id, alert_id, due_at } of open) {
      const reached = reach.get(tenant_id)!;
      const isAsBefore = known.get(alert_id) === reached;
      const isDone = (isAsBefore && due_at.getTime() > now) || (await step(tenant_id, alert_id));
      if (isDone) lastReach.set(alert_id, reached);
    }
  }

  const step = (tenantId: string, alertId: string): Promise<boolean> =>
    escalate(dependencies, tenantId, alertId).catch((error: unknown) => {
      onFault(error);
      return false;
    });

  return { look, ...repeat(look, lookEvery, onFault) };
}

const reachText = (reachable: ReadonlySet<string> | null): string => (reachable ? [...reachable].toSorted().join() : 'unknown');

/** What is due of one alert, unless somebody else has it in hand: then the next look decides. Whether it was looked at. */
function escalate(dependencies: AlertDependencies, tenantId: string, alertId: string): Promise<boolean> {
  return dependencies.log.write(tenantId, async (unit) => {
    const { trx } = unit;
    await holdDuty(trx, tenantId, 'read');
    const row = await trx.selectFrom('alert').select(alertColumns).where('id', '=', alertId).forUpdate().skipLocked().executeTakeFirst();
    if (!row) return false;
    if (row.acknowledged_at) {
      await scheduleStep(trx, tenantId, alertId, null);
      return true;
    }
    const steps = await takeSteps(dependencies, unit, tenantId, await openAlertOf(trx, row));
    if (steps) await recordAlert(unit, tenantId, alertId, row.version + 1, steps.entries, steps.events);
    return true;
  });
}
