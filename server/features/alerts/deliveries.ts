import { limits } from '../../../shared/limits.ts';
import type { Clock } from '../../clock.ts';
import type { EventLog } from '../../realtime/event-log.ts';
import { repeat } from '../../repeat.ts';
import { lockAlert } from './access.ts';
import { recordAlert } from './alert-log.ts';

interface Delivery {
  tenantId: string;
  alertId: string;
  userId: string;
  at: Date;
}

/** Whose screens alerts have reached: noted as it happens, written down together a moment later, each person once. */
export interface Deliveries {
  delivered(tenantId: string, alertId: string, userId: string): void;
  /** Writes down what is not written yet. */
  flush(): Promise<void>;
  stop(): Promise<void>;
}

interface DeliveriesOptions {
  log: EventLog;
  clock: Clock;
  onFault: (error: unknown) => void;
}

export function createDeliveries({ log, clock, onFault }: DeliveriesOptions): Deliveries {
  let pending = new Map<string, Delivery>();
  const note = (delivery: Delivery): void => {
    const key = `${delivery.alertId} ${delivery.userId}`;
    if (!pending.has(key)) pending.set(key, delivery);
  };

  async function flush(): Promise<void> {
    const batch = pending;
    pending = new Map();
    for (const deliveries of Map.groupBy(batch.values(), ({ alertId }) => alertId).values()) {
      try {
        await write(log, deliveries);
      } catch (error) {
        deliveries.forEach(note);
        onFault(error);
      }
    }
  }

  const repetition = repeat(flush, limits.alerts.noteDeliveredEvery, onFault);

  return {
    delivered: (tenantId, alertId, userId) => note({ tenantId, alertId, userId, at: new Date(clock.now()) }),
    flush,
    async stop() {
      await repetition.stop();
      await flush();
    },
  };
}

/** Adds the deliveries of one alert to its timeline, without those that are in it already. */
async function write(log: EventLog, deliveries: Delivery[]): Promise<void> {
  const { tenantId, alertId } = deliveries[0]!;
  await log.write(tenantId, async (unit) => {
    const { trx } = unit;
    const row = await lockAlert(trx, alertId);
    const noted = await trx
      .selectFrom('alert_entry')
      .select('user_id')
      .where('alert_id', '=', alertId)
      .where('kind', '=', 'delivered')
      .execute();
    const known = new Set(noted.map(({ user_id }) => user_id));
    const fresh = deliveries.filter(({ userId }) => !known.has(userId));
    if (fresh.length === 0) return;
    const version = row.version + 1;
    await recordAlert(unit, tenantId, alertId, version, fresh.map(({ userId, at }) => ({ kind: 'delivered', userId, at })));
  });
}
