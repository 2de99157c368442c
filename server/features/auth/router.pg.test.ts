import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { newId } from '../../../shared/ids.ts';
import { limits } from '../../../shared/limits.ts';
import type { Context, CookieAccess } from '../../transport/context.ts';
import { password, startAuth, type AuthFixture } from './auth-fixture.ts';
import { createAuthRouter } from './router.ts';
import { createCallDesk } from '../../transport/call-desk.ts';

let auth: AuthFixture;
let api: ReturnType<typeof createAuthRouter>;
let browser: ReturnType<typeof createBrowser>;

beforeAll(async () => {
  auth = await startAuth();
  const tenantId = await auth.addTenant('Greenleaf');
  await auth.addUser(tenantId, { email: 'maria@x.test' });
  await auth.addUser(tenantId, { email: 'omar@x.test' });
  api = createAuthRouter(auth);
});
afterAll(() => auth[Symbol.asyncDispose]());
beforeEach(() => {
  browser = createBrowser();
});

interface Jar {
  token: string | null;
  expiresAt: Date | null;
  device: string | null;
  deviceExpiresAt: Date | null;
}

/** Keeps the cookies, and sends what it is told to. */
function createBrowser() {
  const jar: Jar = { token: null, expiresAt: null, device: null, deviceExpiresAt: null };
  const cookies = (originAllowed: boolean): CookieAccess => ({
    refreshToken: jar.token,
    originAllowed,
    setRefreshToken: (token, expiresAt) => Object.assign(jar, { token, expiresAt }),
    clearRefreshToken: () => Object.assign(jar, { token: null, expiresAt: null }),
    device: jar.device,
    setDevice: (device, deviceExpiresAt) => Object.assign(jar, { device, deviceExpiresAt }),
  });
  const base: Context = {
    caller: null,
    refusal: null,
    connection: null,
    cookies: null,
    answer: null,
    desk: createCallDesk(),
    countWrite: () => undefined,
    noteDenial: async () => undefined, countStream: () => () => undefined,
    address: '10.0.0.1',
    userAgent: 'Browser',
  };
  return {
    jar,
    fromOurPage: () => api.createCaller({ ...base, cookies: cookies(true) }),
    fromElsewhere: () => api.createCaller({ ...base, cookies: cookies(false) }),
    overWebSocket: () => api.createCaller(base),
    withToken: async (accessToken: string) => {
      const { caller } = await auth.tokens.verify(accessToken);
      return api.createCaller({ ...base, caller, cookies: cookies(false) });
    },
  };
}

const credentials = (email = 'maria@x.test') => ({ email, password });
const refusedWith = (reason: string) => ({ cause: { name: 'Failure', reason } });

test('login answers as promised and sets the cookie for the life of the session', async () => {
  const answer = await browser.fromOurPage().login({ email: 'Maria@X.test', password });
  expect(Object.keys(answer).toSorted()).toEqual(['accessToken', 'expiresAt', 'user']);
  expect(new Date(answer.expiresAt).toISOString()).toBe(answer.expiresAt);
  expect(browser.jar.token).toMatch(/^[0-9a-f-]{36}\.[\w-]{43}$/);
  expect(JSON.stringify(answer)).not.toContain(browser.jar.token?.split('.')[1]);
  const [session] = await (await browser.withToken(answer.accessToken)).sessions();
  expect(session?.expiresAt).toBe(browser.jar.expiresAt?.toISOString());
  expect(await (await browser.withToken(answer.accessToken)).me({})).toEqual(answer.user);
});

test('a failed login sets no cookie', async () => {
  await expect(browser.fromOurPage().login({ ...credentials(), password: 'guess' })).rejects.toMatchObject(
    refusedWith('WRONG_CREDENTIALS'),
  );
  expect(browser.jar.token).toBeNull();
  expect(browser.jar.device).toBeNull();
});

test('the browser is known from then on, signed out or not', async () => {
  await browser.fromOurPage().login(credentials());
  const { device, deviceExpiresAt } = browser.jar;
  expect(device).toMatch(/^[\w-]{43}$/);
  expect((deviceExpiresAt!.getTime() - Date.now()) / (24 * 3_600_000)).toBeGreaterThan(limits.auth.deviceDays - 1);
  await browser.fromOurPage().logout({});
  expect(browser.jar.device).toBe(device);
  await browser.fromOurPage().login(credentials());
  expect(browser.jar.device).not.toBe(device);
});

test('refresh moves the cookie on; a page of others may not ask for it', async () => {
  await browser.fromOurPage().login(credentials());
  const before = browser.jar.token;
  await expect(browser.fromElsewhere().refresh({})).rejects.toMatchObject(refusedWith('ORIGIN_NOT_ALLOWED'));
  expect(browser.jar.token).toBe(before);
  await browser.fromOurPage().refresh({});
  expect(browser.jar.token).not.toBe(before);
  await browser.fromOurPage().refresh();
});

test('without a cookie there is nothing to refresh; one that no longer works is taken back', async () => {
  await expect(browser.fromOurPage().refresh({})).rejects.toMatchObject(refusedWith('NOT_SIGNED_IN'));
  browser.jar.token = 'stale';
  await expect(browser.fromOurPage().refresh({})).rejects.toMatchObject(refusedWith('SESSION_ENDED'));
  expect(browser.jar.token).toBeNull();
});

test('a WebSocket cannot sign in or refresh, and is told where to', async () => {
  for (const call of [browser.overWebSocket().login(credentials()), browser.overWebSocket().refresh({})])
    await expect(call).rejects.toMatchObject({ ...refusedWith('BAD_INPUT'), message: expect.stringContaining('HTTP') as string });
});

test('logout with a token needs no origin and ends the session', async () => {
  const { accessToken } = await browser.fromOurPage().login(credentials());
  expect(await (await browser.withToken(accessToken)).logout({})).toEqual({});
  expect(browser.jar.token).toBeNull();
  expect(await auth.authenticate(accessToken)).toEqual({ refusal: 'SESSION_ENDED' });
});

test('logout by cookie alone needs our own page and works after the token has expired', async () => {
  const { accessToken } = await browser.fromOurPage().login(credentials());
  await expect(browser.fromElsewhere().logout({})).rejects.toMatchObject(refusedWith('ORIGIN_NOT_ALLOWED'));
  expect(await auth.authenticate(accessToken)).toHaveProperty('caller');
  await browser.fromOurPage().logout({});
  expect(browser.jar.token).toBeNull();
  expect(await auth.authenticate(accessToken)).toEqual({ refusal: 'SESSION_ENDED' });
  expect(await browser.fromOurPage().logout({})).toEqual({});
});

test('people see and end their own sessions, and nobody else’s', async () => {
  const laptop = await browser.fromOurPage().login(credentials());
  const phone = await createBrowser().fromOurPage().login(credentials());
  const stranger = await createBrowser().fromOurPage().login(credentials('omar@x.test'));
  const phoneSession = (await auth.tokens.verify(phone.accessToken)).caller.sessionId;
  const onLaptop = await browser.withToken(laptop.accessToken);
  const asStranger = await browser.withToken(stranger.accessToken);

  expect((await onLaptop.sessions({})).find(({ id }) => id === phoneSession)).toMatchObject({ current: false, userAgent: 'Browser' });
  expect((await onLaptop.sessions({})).filter(({ current }) => current)).toHaveLength(1);
  for (const sessionId of [phoneSession, newId()])
    await expect(asStranger.endSession({ sessionId })).rejects.toMatchObject(refusedWith('NOT_FOUND'));
  expect(await auth.authenticate(phone.accessToken)).toHaveProperty('caller');

  await onLaptop.endSession({ sessionId: phoneSession });
  expect(await onLaptop.endSession({ sessionId: phoneSession })).toEqual({});
  expect(await auth.authenticate(phone.accessToken)).toEqual({ refusal: 'SESSION_ENDED' });
  expect((await onLaptop.sessions({})).map(({ id }) => id)).not.toContain(phoneSession);
});

test('logout is written to the audit log, once', async () => {
  const { accessToken } = await browser.fromOurPage().login(credentials());
  const { sessionId, userId } = (await auth.tokens.verify(accessToken)).caller;
  const signedIn = await browser.withToken(accessToken);
  await signedIn.logout();
  await signedIn.logout();
  expect(
    await auth.query(`select actor_id, outcome from audit_entry where session_id = $1 and action = 'auth.logout'`, [sessionId]),
  ).toEqual([{ actor_id: userId, outcome: 'allowed' }]);
});
