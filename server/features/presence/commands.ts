import { z } from 'zod';
import { idSchema } from '../../../shared/id-schema.ts';
import type { EventLog, NewEvent, UnitOfWork } from '../../realtime/event-log.ts';
import type { Bus } from '../../realtime/bus.ts';
import { jsonChannel } from '../../realtime/wire.ts';
import type { Caller } from '../../transport/context.ts';
import { auditCall } from '../audit/audit-log.ts';
import { holdDuty } from './queries.ts';

/** Told when somebody of the tenant has come on duty or gone off. */
export const dutyHints = jsonChannel('duty', z.object({ tenantId: idSchema }), { key: ({ tenantId }) => tenantId });

export interface DutyDependencies {
  log: EventLog;
  bus: Bus;
  /** What follows from it for what waits for those on duty; the events that it returns are stored with the change. */
  onDutyChanged?(unit: UnitOfWork, tenantId: string): Promise<NewEvent[]>;
}

/** Puts the caller on duty from now on, or takes them off. */
export async function setOnDuty({ log, bus, onDutyChanged }: DutyDependencies, caller: Caller, onDuty: boolean): Promise<void> {
  const { tenantId, userId } = caller;
  await log.write(tenantId, async (unit) => {
    const { trx, append } = unit;
    await holdDuty(trx, tenantId, 'change');
    const since = new Date();
    if (onDuty)
      await trx
        .insertInto('duty')
        .values({ tenant_id: tenantId, user_id: userId, since })
        .onConflict((conflict) => conflict.columns(['tenant_id', 'user_id']).doUpdateSet({ since }))
        .execute();
    else await trx.deleteFrom('duty').where('user_id', '=', userId).execute();
    await auditCall(trx, caller, 'presence.setOnDuty');
    const events = (await onDutyChanged?.(unit, tenantId)) ?? [];
    if (events.length > 0) await append(events);
  });
  bus.publish(dutyHints, { tenantId });
}
