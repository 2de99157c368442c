import { presenceInputs } from '../../../shared/presence.ts';
import { router, signedInProcedure, staffProcedure } from '../../transport/procedures.ts';
import { setOnDuty, type DutyDependencies } from './commands.ts';
import { createTenantPresences, presenceFeed, type PresenceFeedDependencies } from './presence-feed.ts';

export function createPresenceRouter(dependencies: PresenceFeedDependencies & DutyDependencies) {
  const { presence } = dependencies;
  const tenants = createTenantPresences(dependencies);
  return router({
    watch: signedInProcedure.input(presenceInputs.watch).subscription(({ ctx: { caller, connection }, input, signal }) =>
      presenceFeed(presence, tenants, { caller, connection, tabId: input?.tabId ?? null, signal: signal ?? new AbortController().signal }),
    ),
    setStatus: signedInProcedure.input(presenceInputs.setStatus).mutation(({ ctx: { caller }, input }) => {
      presence.setAway(caller, input.status === 'away', input.tabId ?? null);
      return {};
    }),
    setOnDuty: staffProcedure.input(presenceInputs.setOnDuty).mutation(async ({ ctx: { caller }, input }) => {
      await setOnDuty(dependencies, caller, input.onDuty);
      return input;
    }),
  });
}
