import type { TrackedEnvelope } from '@trpc/server';
import { concerns } from '../../../shared/alert-state.ts';
import type { Alert, AlertEvent } from '../../../shared/alerts.ts';
import { alertsTopic } from '../../../shared/topics.ts';
import type { Database } from '../../db/database.ts';
import { headsOf } from '../../realtime/event-log.ts';
import type { Caller, Connection } from '../../transport/context.ts';
import { durableFeed, type DurableFeedDependencies } from '../../transport/durable-feed.ts';
import { allowedCall } from '../audit/audit-log.ts';
import { createOpening } from '../audit/open-together.ts';
import type { Deliveries } from './deliveries.ts';
import { openAlerts } from './queries.ts';

export interface AlertFeedDependencies extends DurableFeedDependencies {
  db: Database;
  deliveries: Deliveries;
}

interface AlertFeedRequest {
  caller: Caller;
  connection: Connection | null;
  lastEventId: string | null | undefined;
  signal: AbortSignal;
}

/** What is open, and where the log of alerts ends at that moment; who asks may read it from now on, and that is noted. */
type OpenAlerts = (request: { caller: Caller }) => Promise<{ seq: number; alerts: Alert[] }>;

export const createOpenAlerts = (db: Database): OpenAlerts =>
  createOpening({
    db,
    async read(trx, requests) {
      const heads = await headsOf(trx, [alertsTopic]);
      const result = { seq: heads.get(alertsTopic) ?? 0, alerts: await openAlerts(trx) };
      return requests.map(() => ({ result }));
    },
    recordOf: ({ caller }) => allowedCall(caller, 'alerts.events'),
  });

/**
 * The tenant's durable alert events: `alerts.joined` with what is open first for a fresh reader, what came after for one
 * who returns. An alert that has been handed to the socket of somebody whom it calls counts as delivered to them.
 */
export async function* alertEventFeed(
  { deliveries, ...dependencies }: AlertFeedDependencies,
  openAlertEvents: OpenAlerts,
  { caller, ...request }: AlertFeedRequest,
): AsyncGenerator<TrackedEnvelope<AlertEvent>, void> {
  const { tenantId, userId, role } = caller;
  const noteDelivered = (alert: Alert): void => {
    const known = alert.timeline.some(({ kind, user }) => kind === 'delivered' && user?.id === userId);
    if (!known && concerns(alert, { id: userId, role })) deliveries.delivered(tenantId, alert.id, userId);
  };

  const { seq, alerts } = await openAlertEvents({ caller });
  const values = durableFeed<AlertEvent>(dependencies, {
    ...request,
    tenantId,
    topic: alertsTopic,
    audience: 'staff',
    first: { type: 'alerts.joined', seq, at: new Date().toISOString(), alerts },
    notice: (notice) => notice,
    onDelivered(event) {
      const body = JSON.parse(event.body) as AlertEvent;
      if (body.type === 'alert.updated') noteDelivered(body.alert);
    },
  });
  let toldFirst = request.lastEventId ? [] : alerts;
  for await (const value of values) {
    yield value;
    // tRPC asks for the next value once this one is written
    toldFirst.forEach(noteDelivered);
    toldFirst = [];
  }
}
