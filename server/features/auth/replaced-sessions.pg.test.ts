import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { limits } from '../../../shared/limits.ts';
import { laptop, startAuth, type AuthFixture } from './auth-fixture.ts';
import { onAnnouncedEnd } from './session-bus.ts';
import type { SignInGrant } from './sign-in.ts';

const { sessionsPerPerson } = limits.auth;

let auth: AuthFixture;
let email: string;
let people = 0;
let tenantId: string;

beforeAll(async () => {
  auth = await startAuth();
  tenantId = await auth.addTenant('Greenleaf');
});
afterAll(() => auth[Symbol.asyncDispose]());
beforeEach(async () => {
  email = `user${people++}@x.test`;
  await auth.addUser(tenantId, { email });
});

const sessionOf = async (grant: SignInGrant) => (await auth.callerOf(grant)).sessionId;
const signInWith = (device: string | null) => auth.login(email, { ...laptop, device });
const alive = async () =>
  (await auth.query(`select s.id from session s join user_account u on u.id = s.user_id where u.email = $1 and s.ended_at is null order by s.created_at`, [email])).map(({ id }) => id);
const end = async (sessionId: string) =>
  (await auth.query(`select s.ended_because, a.action, a.outcome from session s left join audit_entry a on a.session_id = s.id and a.action <> 'auth.login' where s.id = $1`, [sessionId]))[0];

test('signing in again in the same browser replaces its session, and says so to its sockets and the audit log', async () => {
  const heard: string[] = [];
  const stop = onAnnouncedEnd(auth.bus, (sessionId) => heard.push(sessionId));
  const [first, elsewhere] = [await signInWith(null), await signInWith(null)];
  const again = await signInWith(first.device.value);
  stop();
  expect(heard).toEqual([await sessionOf(first)]);
  expect(await alive()).toEqual([await sessionOf(elsewhere), await sessionOf(again)]);
  expect(await end(await sessionOf(first))).toEqual({ ended_because: 'replaced', action: 'auth.session_replaced', outcome: 'allowed' });
  await expect(auth.commands.refresh(first.refreshToken)).rejects.toMatchObject({ reason: 'SESSION_ENDED' });
});

test('the cookie of another account replaces nothing', async () => {
  const first = await signInWith(null);
  const other = `other.of.${email}`;
  await auth.addUser(tenantId, { email: other });
  const stranger = await auth.login(other, { ...laptop, device: first.device.value });
  expect(await alive()).toEqual([await sessionOf(first)]);
  // the workstation knows both from then on
  await signInWith(stranger.device.value);
  expect(await alive()).toHaveLength(1);
  expect(await auth.authenticate(stranger.signedIn.accessToken)).toHaveProperty('caller');
});

test('one session more than a person may have ends the oldest', async () => {
  const grants: SignInGrant[] = [];
  for (let n = 0; n < sessionsPerPerson + 2; n += 1) grants.push(await signInWith(null));
  const ids = await Promise.all(grants.map(sessionOf));
  expect(await alive()).toEqual(ids.slice(2));
  for (const id of ids.slice(0, 2)) expect(await end(id)).toEqual({ ended_because: 'limit', action: 'auth.session_limit', outcome: 'allowed' });
});

test('those that sign in at once are bounded all the same', async () => {
  await Promise.all(Array.from({ length: sessionsPerPerson + 5 }, () => signInWith(null)));
  expect(await alive()).toHaveLength(sessionsPerPerson);
});
