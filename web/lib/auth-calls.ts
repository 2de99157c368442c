import { createTRPCClient, httpLink } from '@trpc/client';
import type { AuthCalls } from './session.ts';
import type { AppRouter } from './trpc.ts';

/** Signing in, renewing and signing out: the calls that work without an access token. */
export function createAuthCalls(): AuthCalls {
  const client = createTRPCClient<AppRouter>({ links: [httpLink({ url: '/trpc' })] });
  return {
    login: (credentials) => client.auth.login.mutate(credentials),
    refresh: () => client.auth.refresh.mutate({}),
    logout: () => client.auth.logout.mutate({}),
  };
}
