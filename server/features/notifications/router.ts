import { noInput } from '../../../shared/no-input.ts';
import { defaultPreferences, preferenceInputs } from '../../../shared/notification-preferences.ts';
import { notificationInputs } from '../../../shared/notifications.ts';
import type { Caller } from '../../transport/context.ts';
import { router, signedInProcedure } from '../../transport/procedures.ts';
import { auditCall } from '../audit/audit-log.ts';
import { markRead, setPreferences } from './commands.ts';
import { createOpenNotifications, notificationEventFeed, type NotificationFeedDependencies } from './event-feed.ts';
import { listNotifications, preferencesOf } from './queries.ts';

export function createNotificationsRouter(dependencies: NotificationFeedDependencies) {
  const { db, log } = dependencies;
  const openNotifications = createOpenNotifications(db);
  const preferences = async ({ tenantId, userId }: Caller) =>
    db.withTenant(tenantId, async (trx) => (await preferencesOf(trx, [userId])).get(userId) ?? defaultPreferences);
  return router({
    list: signedInProcedure.input(notificationInputs.list).query(({ ctx: { caller }, input }) =>
      db.withTenant(caller.tenantId, async (trx) => {
        await auditCall(trx, caller, 'notifications.list');
        return listNotifications(trx, caller.userId, input);
      }),
    ),
    markRead: signedInProcedure
      .input(notificationInputs.markRead)
      .mutation(({ ctx, input }) => markRead(log, ctx.caller, input.ids)),
    markAllRead: signedInProcedure
      .input(notificationInputs.markAllRead)
      .mutation(({ ctx, input }) => markRead(log, ctx.caller, input?.upTo === undefined ? 'all' : { upTo: input.upTo })),
    preferences: signedInProcedure.input(noInput).query(({ ctx }) => preferences(ctx.caller)),
    setPreferences: signedInProcedure.input(preferenceInputs.set).mutation(async ({ ctx: { caller }, input }) => {
      await setPreferences(db, caller, input);
      return preferences(caller);
    }),
    events: signedInProcedure.input(notificationInputs.events).subscription(({ ctx, input, signal }) =>
      notificationEventFeed(dependencies, openNotifications, {
        caller: ctx.caller,
        connection: ctx.connection,
        lastEventId: input?.lastEventId,
        signal: signal ?? new AbortController().signal,
      }),
    ),
  });
}
