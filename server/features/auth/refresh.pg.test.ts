import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { newId } from '../../../shared/ids.ts';
import { limits } from '../../../shared/limits.ts';
import { startAuth, type AuthFixture } from './auth-fixture.ts';
import type { Grant } from './grant.ts';
import { refreshTokenHash } from './refresh-tokens.ts';
import { onAnnouncedEnd } from './session-bus.ts';

let auth: AuthFixture;
let tenantId: string;
let first: Grant;
let sessionId: string;

beforeAll(async () => {
  auth = await startAuth();
  tenantId = await auth.addTenant('Greenleaf');
  await auth.addUser(tenantId, { email: 'maria@x.test' });
});
afterAll(() => auth[Symbol.asyncDispose]());
beforeEach(async () => {
  await auth.query('update user_account set disabled_at = null');
  first = await auth.login('maria@x.test');
  sessionId = (await auth.callerOf(first)).sessionId;
});

const ended = { name: 'Failure', reason: 'SESSION_ENDED' };

const refresh = ({ refreshToken }: Grant) => auth.commands.refresh(refreshToken);

/** Moves the use of a token into the past, out of the grace. */
const age = ({ refreshToken }: Grant) =>
  auth.query('update refresh_token set used_at = used_at - make_interval(secs => $2) where token_hash = $1', [
    refreshTokenHash(refreshToken),
    limits.auth.refreshGrace / 1_000,
  ]);

const session = async () => (await auth.query('select * from session where id = $1', [sessionId]))[0];
const tokenCount = async () => (await auth.query('select from refresh_token where session_id = $1', [sessionId])).length;

test('a refresh token brings a new one and a new access token of the same session, which it does not prolong', async () => {
  const second = await refresh(first);
  expect(second.refreshToken).not.toBe(first.refreshToken);
  expect(second.signedIn.user).toEqual(first.signedIn.user);
  expect(second.refreshExpiresAt).toEqual(first.refreshExpiresAt);
  expect(await auth.authenticate(second.signedIn.accessToken)).toMatchObject({ caller: { sessionId } });
  expect((await refresh(second)).refreshToken).not.toBe(second.refreshToken);
});

test('a lost reply: the same token again soon gets the same successor', async () => {
  const second = await refresh(first);
  expect((await refresh(first)).refreshToken).toBe(second.refreshToken);
  expect(await tokenCount()).toBe(2);
});

test('a late reply: once the successor has been used, its holder is brought to the newest', async () => {
  const fourth = await refresh(await refresh(await refresh(first)));
  expect((await refresh(first)).refreshToken).toBe(fourth.refreshToken);
  expect(await tokenCount()).toBe(4);
});

test('many refreshes at once are one rotation', async () => {
  for (let round = 0, current = first; round < 10; round += 1) {
    const grants = await Promise.all(Array.from({ length: 5 }, () => refresh(current)));
    expect(new Set(grants.map(({ refreshToken }) => refreshToken)).size).toBe(1);
    expect(await tokenCount()).toBe(round + 2);
    current = grants[0] ?? current;
  }
});

test('a used token presented later ends the whole session, for the thief and for the owner', async () => {
  const announced: string[] = [];
  const stop = onAnnouncedEnd(auth.bus, (id) => announced.push(id));
  const second = await refresh(first);
  await age(first);
  await expect(refresh(first)).rejects.toMatchObject(ended);
  await expect(refresh(second)).rejects.toMatchObject(ended);
  await expect(refresh(first)).rejects.toMatchObject(ended);
  stop();

  expect(announced).toEqual([sessionId]);
  expect(await session()).toMatchObject({ ended_because: 'reuse' });
  expect(await auth.authenticate(second.signedIn.accessToken)).toEqual({ refusal: 'SESSION_ENDED' });
  expect(await auth.query(`select outcome from audit_entry where session_id = $1 and action = 'auth.refresh_reused'`, [sessionId])).toEqual([
    { outcome: 'denied' },
  ]);
});

test('another session of the same person lives on', async () => {
  const other = await auth.login('maria@x.test');
  await refresh(first);
  await age(first);
  await expect(refresh(first)).rejects.toMatchObject(ended);
  await expect(refresh(other)).resolves.toBeDefined();
});

test.each([
  ['ended', `update session set ended_at = now(), ended_because = 'password' where id = $1`],
  ['expired', `update session set expires_at = now() where id = $1`],
  ['of a disabled person', `update user_account set disabled_at = now() where id = (select user_id from session where id = $1)`],
])('a session that is %s is not refreshed, and its token stays unused', async (_, change) => {
  await auth.query(change, [sessionId]);
  await expect(refresh(first)).rejects.toMatchObject(ended);
  expect(await auth.query('select used_at from refresh_token where session_id = $1', [sessionId])).toEqual([{ used_at: null }]);
});

test('unknown and malformed tokens, and one carried into another tenant, look like an ended session', async () => {
  const secret = first.refreshToken.split('.')[1] ?? '';
  const elsewhere = await auth.addTenant('Riverside');
  for (const token of ['', 'nonsense', `x'.${secret}`, `${newId()}.${secret}`, `${elsewhere}.${secret}`, `${tenantId}.${'a'.repeat(43)}`])
    await expect(auth.commands.refresh(token)).rejects.toMatchObject(ended);
  await expect(refresh(first)).resolves.toBeDefined();
});

test('a changed role is in the next access token', async () => {
  await auth.query(`update user_account set role = 'technician' where email = 'maria@x.test'`);
  expect(await auth.authenticate(first.signedIn.accessToken)).toEqual({ refusal: 'SESSION_ENDED' });
  const second = await refresh(first);
  expect(await auth.authenticate(second.signedIn.accessToken)).toMatchObject({ caller: { role: 'technician' } });
});
