import type { NewEvent, UnitOfWork } from '../../realtime/event-log.ts';
import { calledBy } from './access.ts';
import { alertEvent } from './alert-log.ts';
import type { AlertDependencies } from './commands.ts';
import { alertById } from './queries.ts';

/**
 * Calls who has come on duty to what is still open at the level of the tenant, and everyone when the last one has gone
 * off. Who was called stays called. Returns the events of it, to be stored with the change of duty.
 */
export async function callThoseOnDuty({ onCall }: Pick<AlertDependencies, 'onCall'>, unit: UnitOfWork, tenantId: string): Promise<NewEvent[]> {
  const { trx } = unit;
  const open = await trx
    .selectFrom('alert')
    .select(['id', 'message', 'version', 'raised_by_id', 'called_ids'])
    .where('acknowledged_at', 'is', null)
    .where('level', '=', 'tenant')
    .where('called_ids', 'is not', null)
    .orderBy('id')
    .forUpdate()
    .execute();
  const events: NewEvent[] = [];
  for (const { id, message, version, raised_by_id, called_ids } of open) {
    const before = new Set(called_ids);
    const { userIds, calledIds } = await calledBy(trx, { kind: 'tenant' }, raised_by_id);
    const added = userIds.filter((userId) => !before.has(userId));
    if (calledIds !== null && added.length === 0) continue;
    await trx
      .updateTable('alert')
      .set({ called_ids: calledIds && [...before, ...added], version: version + 1 })
      .where('id', '=', id)
      .execute();
    const told = (await onCall?.(unit, tenantId, { alertId: id, message, userIds: added })) ?? [];
    events.push(alertEvent(await alertById(trx, id)), ...told);
  }
  return events;
}
