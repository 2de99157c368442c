import { createTRPCClient, httpLink } from '@trpc/client';
import { timedFetch, type ServerTime } from './server-time.ts';
import type { AuthCalls } from './session.ts';
import type { AppRouter } from './trpc.ts';

/**
 * A call on a line that died without a word is given up after this long, in milliseconds: while a renewal is under way,
 * everything that needs a token waits for it, in all tabs.
 */
const answerWithin = 15_000;
const soon = () => ({ signal: AbortSignal.timeout(answerWithin) });

/** Signing in, renewing and signing out: the calls that work without an access token. */
export function createAuthCalls(serverTime: ServerTime): AuthCalls {
  const client = createTRPCClient<AppRouter>({ links: [httpLink({ url: '/trpc', fetch: timedFetch(serverTime) })] });
  return {
    login: (credentials) => client.auth.login.mutate(credentials, soon()),
    refresh: () => client.auth.refresh.mutate({}, soon()),
    logout: () => client.auth.logout.mutate({}, soon()),
  };
}
