import { workItemInputs } from '../../../shared/work-items.ts';
import { router, staffProcedure } from '../../transport/procedures.ts';
import { createOpenWork, workEventFeed, type WorkFeedDependencies } from './event-feed.ts';

export function createWorkItemsRouter(dependencies: WorkFeedDependencies) {
  const openWork = createOpenWork(dependencies.db);
  return router({
    events: staffProcedure.input(workItemInputs.events).subscription(({ ctx, input, signal }) =>
      workEventFeed(dependencies, openWork, {
        caller: ctx.caller,
        connection: ctx.connection,
        lastEventId: input?.lastEventId,
        signal: signal ?? new AbortController().signal,
      }),
    ),
  });
}
