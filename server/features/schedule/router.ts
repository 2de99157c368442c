import { limits } from '../../../shared/limits.ts';
import { noInput } from '../../../shared/no-input.ts';
import { scheduleInputs } from '../../../shared/schedule.ts';
import { clinicProcedure, router } from '../../transport/procedures.ts';
import { appointmentById } from '../appointments/queries.ts';
import { createOpenSchedule, scheduleEventFeed, type ScheduleFeedDependencies } from './event-feed.ts';
import { createHoldStates, scheduleSignalFeed, type Holds } from './signal-feed.ts';

export function createScheduleRouter({ holds, ...dependencies }: ScheduleFeedDependencies & { holds: Holds }) {
  const openSchedule = createOpenSchedule(dependencies.db);
  const holdStates = createHoldStates(holds);
  return router({
    events: clinicProcedure.input(scheduleInputs.events).subscription(({ ctx, input, signal }) =>
      scheduleEventFeed(dependencies, openSchedule, {
        caller: ctx.caller,
        connection: ctx.connection,
        lastEventId: input?.lastEventId,
        signal: signal ?? new AbortController().signal,
      }),
    ),
    signals: clinicProcedure
      .input(noInput)
      .subscription(({ ctx: { caller, connection }, signal }) =>
        scheduleSignalFeed(holdStates, { caller, connection, signal: signal ?? new AbortController().signal }),
      ),
    setHold: clinicProcedure.input(scheduleInputs.setHold).mutation(async ({ ctx: { caller }, input }) => {
      const { appointmentId, doing } = input;
      if (appointmentId === null) holds.leave(caller.tenantId, caller.userId);
      else {
        await dependencies.db.withTenant(caller.tenantId, (trx) => appointmentById(trx, appointmentId));
        const value = { appointmentId, userId: caller.userId, name: caller.name, doing };
        holds.enter(caller.tenantId, caller.userId, { userId: caller.userId, value }, limits.schedule.holdFor);
      }
      return {};
    }),
  });
}
