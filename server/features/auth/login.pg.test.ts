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

test('wrong passwords from one network refuse the right one there while the delay lasts, and nowhere else, known account or not', async () => {
  await auth.addUser(greenleaf, { email: 'guessed@x.test' });
  const [office, home] = ['203.0.113.7', '198.51.100.7'];
  for (const email of ['guessed@x.test', 'unknown@x.test']) {
    const guess = (address: string) => auth.commands.login({ email, password: 'guess' }, { ...laptop, address });
    for (let index = 0; index < limits.auth.delays.pair.free; index += 1) await expect(guess(office)).rejects.toMatchObject(wrong);
    auth.verified.length = 0;
    await expect(auth.login(email, { ...laptop, address: '203.0.113.250' })).rejects.toMatchObject({ reason: 'RATE_LIMITED', details: { retryAfter: 1 } });
    expect(auth.verified).toHaveLength(0);
    await expect(guess(home)).rejects.toMatchObject(wrong);
  }
  expect(await auth.login('guessed@x.test', { ...laptop, address: home })).toHaveProperty('signedIn');
  auth.pass(limits.auth.delays.pair.firstDelay);
  expect(await auth.login('guessed@x.test', { ...laptop, address: office })).toHaveProperty('signedIn');
});

test('a browser that signed in before is refused by no flood, from its own network or any other', async () => {
  await auth.addUser(greenleaf, { email: 'flooded@x.test' });
  const { device } = await auth.login('flooded@x.test');
  const guess = (address: string, cookie: string | null = null) =>
    auth.commands.login({ email: 'flooded@x.test', password: 'guess' }, { ...laptop, address, device: cookie }).catch(({ reason }: { reason: string }) => reason);
  for (let network = 0; network < 2 * limits.auth.networksPerAccount; network += 1) for (let n = 0; n < 3; n += 1) await guess(`10.9.${network}.1`);
  for (let n = 0; n < 10; n += 1) await guess(laptop.address);
  expect(await guess(laptop.address)).toBe('RATE_LIMITED');
  const again = await auth.login('flooded@x.test', { ...laptop, device: device.value });
  // the cookie of another account, or one that was made up, is worth nothing
  const { device: ofMaria } = await auth.login('maria@x.test', { ...laptop, address: '10.9.200.1' });
  expect(await guess(laptop.address, ofMaria.value)).toBe('RATE_LIMITED');
  expect(await guess(laptop.address, 'x'.repeat(43))).toBe('RATE_LIMITED');
  expect(await guess(laptop.address, again.device.value)).toBe('WRONG_CREDENTIALS');
});

test('who knows a password cannot have it compared without end', async () => {
  await auth.addUser(greenleaf, { email: 'busy@x.test' });
  const { burst } = limits.auth.successes.account;
  const signIn = (index: number) => auth.login('busy@x.test', { ...laptop, address: `10.8.${index}.1` });
  const results = await Promise.allSettled(Array.from({ length: 2 * burst }, (_, index) => signIn(index)));
  expect(results.filter(({ status }) => status === 'fulfilled').length).toBeLessThanOrEqual(burst + 1);
  expect(auth.verified.length).toBeLessThanOrEqual(burst + 1);
  await expect(signIn(0)).rejects.toMatchObject({ reason: 'RATE_LIMITED', details: { retryAfter: expect.any(Number) as number } });
});

test('one e-mail address in two tenants: the password tells which is meant', async () => {
  const first = await auth.addUser(greenleaf, { email: 'both@x.test' });
  const second = await auth.addUser(riverside, { email: 'both@x.test', passwordHash: await hashPassword('other password') });
  const there = await auth.commands.login({ email: 'both@x.test', password: 'other password' }, laptop);
  expect(there.signedIn.user).toMatchObject({ id: second, tenantId: riverside, tenantName: 'Riverside' });
  const here = await auth.login('both@x.test');
  expect(here.signedIn.user).toMatchObject({ id: first, tenantId: greenleaf });
});

test('looking for an account shows whose the address is and nothing else', async () => {
  const seen = await auth.db.withSignIn('maria@x.test', async (trx) => ({
    addresses: await trx.selectFrom('sign_in_address').select('email').execute(),
    accounts: await trx.selectFrom('user_account').select('email').execute(),
    tenants: await trx.selectFrom('tenant').selectAll().execute(),
    sessions: await trx.selectFrom('session').selectAll().execute(),
  }));
  expect(seen).toEqual({ addresses: [{ email: 'maria@x.test' }], accounts: [], tenants: [], sessions: [] });
  await expect(
    auth.db.withSignIn('maria@x.test', (trx) => trx.updateTable('user_account').set({ name: 'changed' }).executeTakeFirst()),
  ).resolves.toMatchObject({ numUpdatedRows: 0n });
});

test('success and failure are in the audit log of the tenant; repeated, a failure is one row that counts', async () => {
  const omar = await auth.addUser(riverside, { email: 'omar@x.test' });
  const guess = () => auth.commands.login({ email: 'omar@x.test', password: 'guess' }, { ...laptop, address: '10.7.0.1' }).catch(() => undefined);
  for (let n = 0; n < 4; n += 1) await guess();
  const { sessionId } = await auth.callerOf(await auth.login('omar@x.test'));
  const lines = () => auth.query(`select tenant_id, action, outcome, session_id, count from audit_entry where actor_id = $1 order by outcome`, [omar]);
  await expect.poll(lines, { timeout: 5_000 }).toEqual([
    { tenant_id: riverside, action: 'auth.login', outcome: 'allowed', session_id: sessionId, count: 1 },
    { tenant_id: riverside, action: 'auth.login', outcome: 'denied', session_id: null, count: 4 },
  ]);
  expect(auth.faults).toEqual([]);
});

test('failed sign-ins count by network, without the address that was typed; what was refused is told apart', async () => {
  const [address, network] = ['2001:db8:5:6::7', '2001:db8:5:6:0:0:0:0/64'];
  for (let n = 0; n < limits.auth.delays.pair.free + 3; n += 1)
    await auth.commands.login({ email: 'nobody.at.all@x.test', password: 'guess' }, { ...laptop, address }).catch(() => undefined);
  const lines = () => auth.query('select outcome, count from sign_in_failure where network = $1 order by outcome', [network]);
  await expect.poll(lines, { timeout: 5_000 }).toEqual([
    { outcome: 'refused', count: 3 },
    { outcome: 'wrong', count: limits.auth.delays.pair.free },
  ]);
  const stored = JSON.stringify([await auth.query('select * from sign_in_failure'), await auth.query('select * from audit_entry')]);
  expect(stored).not.toContain('nobody.at.all');
});
