import { workItemInputs } from '../../../shared/work-items.ts';
import { router, staffProcedure } from '../../transport/procedures.ts';
import { workEventFeed, type WorkFeedDependencies } from './event-feed.ts';

export const createWorkItemsRouter = (dependencies: WorkFeedDependencies) =>
  router({
    events: staffProcedure.input(workItemInputs.events).subscription(({ ctx, input, signal }) =>
      workEventFeed(dependencies, {
        caller: ctx.caller,
        connection: ctx.connection,
        lastEventId: input?.lastEventId,
        signal: signal ?? new AbortController().signal,
      }),
    ),
  });
