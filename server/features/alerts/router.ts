import { alertInputs } from '../../../shared/alerts.ts';
import { router, staffProcedure } from '../../transport/procedures.ts';
import { auditCall } from '../audit/audit-log.ts';
import { acknowledgeAlert, noteSeen, raiseAlert, type AlertDependencies } from './commands.ts';
import { alertEventFeed, createOpenAlerts, type AlertFeedDependencies } from './event-feed.ts';
import { listAlerts } from './queries.ts';

export function createAlertsRouter(dependencies: AlertDependencies & AlertFeedDependencies) {
  const { db } = dependencies;
  const openAlertEvents = createOpenAlerts(db);
  return router({
    raise: staffProcedure.input(alertInputs.raise).mutation(({ ctx, input }) => raiseAlert(dependencies, ctx.caller, input)),
    acknowledge: staffProcedure
      .input(alertInputs.acknowledge)
      .mutation(({ ctx, input }) => acknowledgeAlert(dependencies, ctx.caller, input.alertId)),
    seen: staffProcedure.input(alertInputs.seen).mutation(({ ctx, input }) => noteSeen(dependencies, ctx.caller, input.alertId)),
    list: staffProcedure.input(alertInputs.list).query(({ ctx: { caller }, input }) =>
      db.withTenant(caller.tenantId, async (trx) => {
        await auditCall(trx, caller, 'alerts.list');
        return listAlerts(trx, input);
      }),
    ),
    events: staffProcedure.input(alertInputs.events).subscription(({ ctx, input, signal }) =>
      alertEventFeed(dependencies, openAlertEvents, {
        caller: ctx.caller,
        connection: ctx.connection,
        lastEventId: input?.lastEventId,
        signal: signal ?? new AbortController().signal,
      }),
    ),
  });
}
