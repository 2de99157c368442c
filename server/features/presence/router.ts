import { presenceInputs } from '../../../shared/presence.ts';
import { router, signedInProcedure, staffProcedure } from '../../transport/procedures.ts';
import { setOnDuty, type DutyDependencies } from './commands.ts';
import { presenceFeed, type PresenceFeedDependencies } from './presence-feed.ts';

export function createPresenceRouter(dependencies: PresenceFeedDependencies & DutyDependencies) {
  return router({
    watch: signedInProcedure.input(presenceInputs.watch).subscription(({ ctx: { caller }, input, signal }) =>
      presenceFeed(dependencies, { caller, tabId: input?.tabId ?? null, signal: signal ?? new AbortController().signal }),
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
