import { TRPCClientError } from '@trpc/client';
import { expect, test, vi } from 'vitest';
import type { SignedIn } from '../../shared/auth.ts';
import { createSession, type AuthCalls } from './session.ts';
import type { TabMessage } from './tab-channel.ts';

const lifetime = 600;
let made = 0;
function signedIn(userId = 'lena', seconds = lifetime): SignedIn {
  const claims = Buffer.from(JSON.stringify({ iat: 0, exp: seconds, n: ++made })).toString('base64url');
  const user = { id: userId, name: userId, email: '', role: 'pharmacist', tenantId: 't', tenantName: 'T', tenantKind: 'pharmacy', tenantTimeZone: 'UTC' } as const;
  return { accessToken: `h.${claims}.s`, expiresAt: '2020-01-01T00:00:00Z', user };
}
const refusal = () => TRPCClientError.from({ error: { code: -32_001, message: '', data: { reason: 'SESSION_ENDED' } } } as never);

function setUp(calls: Partial<AuthCalls> = {}, noted = false) {
  const clock = { now: 1_000_000 };
  const posted: TabMessage[] = [];
  const note = { value: noted, isSet: () => note.value, set: (value: boolean) => void (note.value = value) };
  const all = {
    refresh: vi.fn(calls.refresh ?? (async () => signedIn())),
    login: vi.fn(calls.login ?? (async () => signedIn())),
    logout: vi.fn(calls.logout ?? (async () => ({}))),
  };
  let hear: (message: TabMessage) => void = () => undefined;
  const session = createSession({
    calls: all,
    note,
    now: () => clock.now,
    openTabs: (onMessage) => {
      hear = onMessage;
      return { post: (message) => posted.push(message), alone: (run) => run() };
    },
  });
  return { session, clock, posted, note, calls: all, hear: (message: TabMessage) => hear(message) };
}

test('a cookie that works signs in on load, and the other tabs hear of it', async () => {
  const { session, posted } = setUp();
  await session.start();
  expect(session.getState()).toMatchObject({ name: 'signed_in', user: { id: 'lena' } });
  expect(posted).toMatchObject([{ type: 'signed_in' }]);
});

test('no cookie means nobody; a server that is away means "not known yet"', async () => {
  const without = setUp({ refresh: () => Promise.reject(refusal()) });
  await without.session.start();
  expect(without.session.getState()).toEqual({ name: 'signed_out', because: 'nobody' });
  const away = setUp({ refresh: () => Promise.reject(new TypeError('Failed to fetch')) });
  await away.session.start();
  expect(away.session.getState().name).toBe('starting');
});

test('a token is used until a minute before its end, then renewed once for everyone who asks', async () => {
  const { session, clock, calls } = setUp();
  await session.start();
  const first = await session.freshToken();
  clock.now += 530_000;
  expect(await session.freshToken()).toBe(first);
  clock.now += 20_000;
  const renewed = await Promise.all([session.freshToken(), session.freshToken()]);
  expect(renewed[0]).not.toBe(first);
  expect(renewed[0]).toBe(renewed[1]);
  expect(calls.refresh).toHaveBeenCalledTimes(2);
});

test('a token that lives for seconds is used for most of them', async () => {
  const { session, clock, calls } = setUp({ refresh: async () => signedIn('lena', 8) });
  await session.start();
  clock.now += 5_900;
  await session.freshToken();
  expect(calls.refresh).toHaveBeenCalledOnce();
  clock.now += 200;
  await session.freshToken();
  expect(calls.refresh).toHaveBeenCalledTimes(2);
});

test('when renewing fails for want of a network, the rest of the token is used', async () => {
  const { session, clock, calls } = setUp();
  await session.start();
  const first = await session.freshToken();
  calls.refresh.mockRejectedValue(new TypeError('Failed to fetch'));
  clock.now += 560_000;
  expect(await session.freshToken()).toBe(first);
  clock.now += 60_000;
  await expect(session.freshToken()).rejects.toThrow();
  expect(session.getState().name).toBe('signed_in');
});

test('a refused renewal ends the session and says so', async () => {
  const { session, calls } = setUp();
  await session.start();
  calls.refresh.mockRejectedValue(refusal());
  await expect(session.renewedToken()).rejects.toThrow();
  expect(session.getState()).toEqual({ name: 'signed_out', because: 'ended' });
});

test('a token from another tab is taken over; another person replaces this one', async () => {
  const { session, hear, calls } = setUp();
  await session.start();
  const renewed = vi.fn();
  session.onRenewed(renewed);
  const shared = signedIn();
  hear({ type: 'signed_in', signedIn: shared });
  expect(await session.freshToken()).toBe(shared.accessToken);
  expect(renewed).toHaveBeenCalledOnce();
  expect(calls.refresh).toHaveBeenCalledOnce();
  hear({ type: 'signed_in', signedIn: signedIn('omar') });
  expect(session.getState()).toMatchObject({ user: { id: 'omar' } });
});

test('signing out signs out every tab', async () => {
  const { session, posted, note, hear } = setUp();
  await session.start();
  await session.signOut();
  expect(session.getState()).toEqual({ name: 'signed_out', because: 'signed_out' });
  expect(posted.at(-1)).toEqual({ type: 'signed_out' });
  expect(note.value).toBe(false);
  hear({ type: 'signed_in', signedIn: signedIn() });
  hear({ type: 'signed_out' });
  expect(session.getState().name).toBe('signed_out');
});

test('signing out while the server is away is made good on the next load', async () => {
  const { session, note } = setUp({ logout: () => Promise.reject(new TypeError('Failed to fetch')) });
  await session.start();
  await session.signOut();
  expect(note.value).toBe(true);
  const next = setUp({}, true);
  await next.session.start();
  expect(next.calls.logout).toHaveBeenCalledOnce();
  expect(next.calls.refresh).not.toHaveBeenCalled();
  expect(next.session.getState()).toEqual({ name: 'signed_out', because: 'signed_out' });
});
