import { noInput } from '../../../shared/no-input.ts';
import { presenceInputs } from '../../../shared/presence.ts';
import { router, signedInProcedure } from '../../transport/procedures.ts';
import { presenceFeed, type PresenceFeedDependencies } from './presence-feed.ts';

export function createPresenceRouter(dependencies: PresenceFeedDependencies) {
  return router({
    watch: signedInProcedure.input(noInput).subscription(({ ctx: { caller }, signal }) =>
      presenceFeed(dependencies, caller, signal ?? new AbortController().signal),
    ),
    setStatus: signedInProcedure.input(presenceInputs.setStatus).mutation(({ ctx: { caller }, input }) => {
      dependencies.presence.setAway(caller, input.status === 'away');
      return {};
    }),
  });
}
