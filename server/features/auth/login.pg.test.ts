import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { limits } from '../../../shared/limits.ts';
import { laptop, password, startAuth, type AuthFixture } from './auth-fixture.ts';
import { hashPassword } from './passwords.ts';

let auth: AuthFixture;
let greenleaf: string;
let riverside: string;
let maria: string;

beforeAll(async () => {
  auth = await startAuth();
  greenleaf = await auth.addTenant('Greenleaf');
  riverside = await auth.addTenant('Riverside');
  maria = await auth.addUser(greenleaf, { email: 'maria@x.test', role: 'patient' });
});
afterAll(() => auth[Symbol.asyncDispose]());
beforeEach(() => {
  auth.verified.length = 0;
});

const wrong = { name: 'Failure', reason: 'WRONG_CREDENTIALS' };

test('the right password opens a session of limited life', async () => {
  const { signedIn, refreshExpiresAt } = await auth.login('maria@x.test');
  expect(signedIn.user).toEqual({
    id: maria,
    name: 'Name of maria@x.test',
    email: 'maria@x.test',
    role: 'patient',
    tenantId: greenleaf,
    tenantName: 'Greenleaf',
    tenantKind: 'pharmacy',
    tenantTimeZone: 'UTC',
  });
  const hours = (refreshExpiresAt.getTime() - Date.now()) / 3_600_000;
  expect(hours).toBeGreaterThan(limits.auth.sessionHours - 0.1);
  expect(hours).toBeLessThanOrEqual(limits.auth.sessionHours + 0.01);
  expect(await auth.authenticate(signedIn.accessToken)).toMatchObject({ caller: { userId: maria, tenantId: greenleaf } });
});

test('nothing that is stored lets its reader in', async () => {
  const { refreshToken } = await auth.login('maria@x.test');
  const stored = JSON.stringify([await auth.query('select * from refresh_token'), await auth.query('select * from session')]);
  expect(stored).not.toContain(refreshToken.split('.')[1]);
});

test('wrong password, unknown account and disabled account are refused alike, each after one comparison', async () => {
  await auth.addUser(greenleaf, { email: 'gone@x.test', disabled: true });
  const refusals = [];
  for (const [email, plain] of [
    ['maria@x.test', 'guess'],
    ['nobody@x.test', password],
    ['gone@x.test', password],
  ] as const) {
    auth.verified.length = 0;
    refusals.push(await auth.commands.login({ email, password: plain }, laptop).catch((error: unknown) => error));
    expect(auth.verified).toHaveLength(1);
  }
  for (const refusal of refusals) {
    expect(refusal).toMatchObject(wrong);
    expect(refusal).toEqual(refusals[0]);
  }
});

test('after too many failures even the right password waits, known account or not', async () => {
  await auth.addUser(greenleaf, { email: 'guessed@x.test' });
  for (const email of ['guessed@x.test', 'unknown@x.test']) {
    const guess = (address: string) => auth.commands.login({ email, password: 'guess' }, { ...laptop, address });
    for (let index = 0; index < limits.auth.failuresPerAccount; index += 1)
      await expect(guess(`10.1.0.${index}`)).rejects.toMatchObject(wrong);
    auth.verified.length = 0;
    await expect(auth.login(email, { ...laptop, address: '10.2.0.1' })).rejects.toMatchObject({
      reason: 'RATE_LIMITED',
      details: { retryAfter: expect.any(Number) as number },
    });
    expect(auth.verified).toHaveLength(0);
  }
});

test('one e-mail address in two tenants: the password tells which is meant', async () => {
  const first = await auth.addUser(greenleaf, { email: 'both@x.test' });
  const second = await auth.addUser(riverside, { email: 'both@x.test', passwordHash: await hashPassword('other password') });
  const there = await auth.commands.login({ email: 'both@x.test', password: 'other password' }, laptop);
  expect(there.signedIn.user).toMatchObject({ id: second, tenantId: riverside, tenantName: 'Riverside' });
  const here = await auth.login('both@x.test');
  expect(here.signedIn.user).toMatchObject({ id: first, tenantId: greenleaf });
});

test('looking for an account shows that one row and nothing else', async () => {
  const seen = await auth.db.withSignIn('maria@x.test', async (trx) => ({
    accounts: await trx.selectFrom('user_account').select('email').execute(),
    tenants: await trx.selectFrom('tenant').selectAll().execute(),
    sessions: await trx.selectFrom('session').selectAll().execute(),
  }));
  expect(seen).toEqual({ accounts: [{ email: 'maria@x.test' }], tenants: [], sessions: [] });
  await expect(
    auth.db.withSignIn('maria@x.test', (trx) => trx.updateTable('user_account').set({ name: 'changed' }).executeTakeFirst()),
  ).resolves.toMatchObject({ numUpdatedRows: 0n });
});

test('success and denial are in the audit log of the tenant', async () => {
  const omar = await auth.addUser(riverside, { email: 'omar@x.test' });
  await auth.commands.login({ email: 'omar@x.test', password: 'guess' }, laptop).catch(() => undefined);
  const { sessionId } = await auth.callerOf(await auth.login('omar@x.test'));
  const lines = () =>
    auth.query(`select tenant_id, action, outcome, session_id from audit_entry where actor_id = $1 order by outcome`, [omar]);
  await expect.poll(lines).toEqual([
    { tenant_id: riverside, action: 'auth.login', outcome: 'allowed', session_id: sessionId },
    { tenant_id: riverside, action: 'auth.login', outcome: 'denied', session_id: null },
  ]);
  expect(auth.faults).toEqual([]);
});
