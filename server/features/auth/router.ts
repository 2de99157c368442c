import { z } from 'zod';
import { loginInput, type SignedIn } from '../../../shared/auth.ts';
import { idSchema } from '../../../shared/id-schema.ts';
import { noInput } from '../../../shared/no-input.ts';
import type { Database } from '../../db/database.ts';
import { Failure } from '../../failure.ts';
import type { CookieAccess } from '../../transport/context.ts';
import { publicProcedure, router, signedInProcedure } from '../../transport/procedures.ts';
import type { AuthCommands } from './commands.ts';
import type { Grant } from './grant.ts';
import { sessionsOf, userOf } from './queries.ts';

/** The cookies of a call over HTTP; a WebSocket cannot set any. */
function requireCookies(cookies: CookieAccess | null): CookieAccess {
  if (cookies) return cookies;
  throw new Failure('BAD_INPUT', 'A WebSocket cannot carry cookies. Make this call over HTTP.');
}

/** The browser sends the cookie whoever asks; only our own pages may make use of it. */
function requireOwnOrigin(cookies: CookieAccess): void {
  if (!cookies.originAllowed) throw new Failure('ORIGIN_NOT_ALLOWED', 'This page may not use your sign-in.');
}

function handOut(cookies: CookieAccess, { signedIn, refreshToken, refreshExpiresAt }: Grant): SignedIn {
  cookies.setRefreshToken(refreshToken, refreshExpiresAt);
  return signedIn;
}

export function createAuthRouter({ db, commands }: { db: Database; commands: AuthCommands }) {
  return router({
    login: publicProcedure.input(loginInput).mutation(async ({ ctx, input }) => {
      const cookies = requireCookies(ctx.cookies);
      const { address, userAgent } = ctx;
      const granted = await commands.login(input, { address, userAgent, device: cookies.device });
      const answer = handOut(cookies, granted);
      cookies.setDevice(granted.device.value, granted.device.expiresAt);
      return answer;
    }),

    refresh: publicProcedure.input(noInput).mutation(async ({ ctx }) => {
      const cookies = requireCookies(ctx.cookies);
      requireOwnOrigin(cookies);
      if (!cookies.refreshToken) throw new Failure('NOT_SIGNED_IN', 'Sign in first.');
      try {
        return handOut(cookies, await commands.refresh(cookies.refreshToken));
      } catch (error) {
        if (error instanceof Failure && error.reason === 'SESSION_ENDED') cookies.clearRefreshToken();
        throw error;
      }
    }),

    logout: publicProcedure.input(noInput).mutation(async ({ ctx }) => {
      if (ctx.caller) {
        await commands.logout(ctx.caller);
        ctx.cookies?.clearRefreshToken();
        return {};
      }
      const cookies = requireCookies(ctx.cookies);
      requireOwnOrigin(cookies);
      if (cookies.refreshToken) await commands.logoutByToken(cookies.refreshToken);
      cookies.clearRefreshToken();
      return {};
    }),

    me: signedInProcedure.input(noInput).query(({ ctx }) => userOf(db, ctx.caller)),

    sessions: signedInProcedure.input(noInput).query(({ ctx }) => sessionsOf(db, ctx.caller)),

    endSession: signedInProcedure.input(z.strictObject({ sessionId: idSchema })).mutation(async ({ ctx, input }) => {
      await commands.endSession(ctx.caller, input.sessionId);
      return {};
    }),
  });
}
