import { presenceInputs } from '../../../shared/presence.ts';
import { router, signedInProcedure, staffProcedure } from '../../transport/procedures.ts';
import { setOnDuty, type DutyDependencies } from './commands.ts';
import { createReadDuty } from './on-duty.ts';
import { presenceFeed, type PresenceFeedDependencies } from './presence-feed.ts';

export function createPresenceRouter(dependencies: Omit<PresenceFeedDependencies, 'readDuty'> & DutyDependencies) {
  const feed: PresenceFeedDependencies = { ...dependencies, readDuty: createReadDuty(dependencies.db) };
  return router({
    watch: signedInProcedure.input(presenceInputs.watch).subscription(({ ctx: { caller }, input, signal }) =>
      presenceFeed(feed, { caller, tabId: input?.tabId ?? null, signal: signal ?? new AbortController().signal }),
    ),
    setStatus: signedInProcedure.input(presenceInputs.setStatus).mutation(({ ctx: { caller }, input }) => {
      dependencies.presence.setAway(caller, input.status === 'away', input.tabId ?? null);
      return {};
    }),
    setOnDuty: staffProcedure.input(presenceInputs.setOnDuty).mutation(async ({ ctx: { caller }, input }) => {
      await setOnDuty(dependencies, caller, input.onDuty);
      return input;
    }),
  });
}
