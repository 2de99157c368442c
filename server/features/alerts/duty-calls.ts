import type { NewEvent, UnitOfWork } from '../../realtime/event-log.ts';
import { alertEvent, storeVersion } from './alert-log.ts';
import { onDutyOf } from '../presence/queries.ts';
import type { AlertDependencies } from './commands.ts';
import { alertColumns } from './access.ts';
import { openAlertOf } from './open-alert.ts';
import { takeSteps, type OpenAlert } from './steps.ts';

/**
 * Calls who has come on duty to what those on duty, or at a screen, are called to, and lets it climb when the last one
 * has gone off. Who was called stays called. Returns the events of it, to be stored with the change of duty.
 */
export async function callThoseOnDuty(dependencies: AlertDependencies, unit: UnitOfWork, tenantId: string): Promise<NewEvent[]> {
  const { trx } = unit;
  const rows = await trx
    .selectFrom('alert')
    .select(alertColumns)
    .where('acknowledged_at', 'is', null)
    .where('level', '=', 'tenant')
    .where('called_ids', 'is not', null)
    .orderBy('id')
    .forUpdate()
    .execute();
  const onDuty = rows.length > 0 ? await onDutyOf(trx) : [];
  const events: NewEvent[] = [];
  for (const row of rows) {
    const alert = await openAlertOf(trx, row);
    const added = onDuty.filter((userId) => userId !== alert.raisedById && !alert.calledIds!.includes(userId));
    const calledIds = [...alert.calledIds!, ...added];
    const told = await callAlso(dependencies, unit, tenantId, alert, added, calledIds);
    const steps = await takeSteps(dependencies, unit, tenantId, { ...alert, calledIds });
    if (added.length === 0 && !steps) continue;
    const changed = await storeVersion(trx, tenantId, alert.id, row.version + 1, steps?.entries ?? []);
    events.push(alertEvent(changed), ...told, ...(steps?.events ?? []));
  }
  return events;
}

async function callAlso(
  { onCall }: AlertDependencies,
  unit: UnitOfWork,
  tenantId: string,
  { id: alertId, message }: OpenAlert,
  userIds: string[],
  calledIds: string[],
): Promise<NewEvent[]> {
  if (userIds.length === 0) return [];
  await unit.trx.updateTable('alert').set({ called_ids: calledIds }).where('id', '=', alertId).execute();
  return (await onCall?.(unit, tenantId, { alertId, message, about: 'called', userIds })) ?? [];
}
