import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '../../clock.ts';
import { createDatabase, type Database } from '../../db/database.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/postgres-database.ts';
import { openSession } from '../auth/sessions.ts';
import { verifyPassword } from '../auth/passwords.ts';
import { readCommand } from './arguments.ts';
import { runCommand } from './run-command.ts';

let testDatabase: TestDatabase;
let db: Database;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  db = createDatabase({ url: testDatabase.loginUrl, poolSize: 2, onConnectionError: () => undefined });
});
afterAll(async () => {
  await db.close();
  await testDatabase.drop();
});

const run = (line: string, input = ''): Promise<string> =>
  runCommand(readCommand(line.split(' ')), { db, ownerUrl: testDatabase.url, readInput: async () => input, clock: systemClock });

const accountOf = (email: string) =>
  db
    .withSignIn(email, (trx) => trx.selectFrom('sign_in_address').select(['tenant_id', 'user_id']).executeTakeFirstOrThrow())
    .then(({ tenant_id, user_id }) => db.withTenant(tenant_id, (trx) => trx.selectFrom('user_account').selectAll().where('id', '=', user_id).executeTakeFirstOrThrow()));

async function signIn(email: string): Promise<{ tenantId: string; id: string }> {
  const { tenant_id: tenantId, id: userId } = await accountOf(email);
  const { id } = await db.withTenant(tenantId, (trx) => openSession(trx, { tenantId, userId, userAgent: null, deviceId: null, refreshToken: `token of ${userId}` }));
  return { tenantId, id };
}

const endOf = ({ tenantId, id }: { tenantId: string; id: string }) =>
  db.withTenant(tenantId, (trx) => trx.selectFrom('session').select(['ended_at', 'ended_because']).where('id', '=', id).executeTakeFirstOrThrow());

test('a tenant and its people, from the first command to the list', async () => {
  const tenantId = await run('create-tenant --name Oak --kind pharmacy --time-zone Europe/Vienna');
  expect(await run('list-tenants')).toBe(`${tenantId}  pharmacy  Oak`);
  const answer = await run(`create-user --tenant ${tenantId} --email ann@oak.test --name Ann --role pharmacist`);
  const [, password] = /shown only now: (\S+)$/.exec(answer)!;
  expect(await verifyPassword((await accountOf('ann@oak.test')).password_hash, password!)).toBe(true);
  await run(`create-user --tenant ${tenantId} --email bo@oak.test --name Bo --role patient --date-of-birth 1984-03-12`);
  expect(await run(`list-users --tenant ${tenantId}`)).toMatch(/^ann@oak\.test +pharmacist +Ann\nbo@oak\.test +patient +Bo$/);
  const patients = await db.withTenant(tenantId, (trx) => trx.selectFrom('patient').select(['name', 'date_of_birth']).execute());
  expect(patients).toEqual([{ name: 'Bo', date_of_birth: '1984-03-12' }]);
});

test('an address that any tenant knows is refused, also to two commands at once', async () => {
  const first = await run('create-tenant --name First --kind pharmacy');
  const second = await run('create-tenant --name Second --kind clinic');
  const create = (tenantId: string) => run(`create-user --tenant ${tenantId} --email both@example.test --name Both --role admin`);
  const results = await Promise.allSettled([create(first), create(second)]);
  expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  await expect(create(second)).rejects.toThrow(/both@example\.test has an account already/);
});

test('who cannot be of this tenant, or alive, is refused', async () => {
  const tenantId = await run('create-tenant --name Third --kind pharmacy --time-zone Pacific/Kiritimati');
  const create = (role: string, more = '') => run(`create-user --tenant ${tenantId} --email ${role}@third.test --name Cy --role ${role}${more}`);
  for (const role of ['nurse', 'provider', 'front_desk']) await expect(create(role)).rejects.toThrow(/in a pharmacy/);
  for (const born of ['0202-03-12', '1879-12-31', '2999-01-01']) await expect(create('patient', ` --date-of-birth ${born}`)).rejects.toThrow(/between 1880-01-01 and today/);
  // in Kiritimati it is a new day first
  const today = new Date(Date.now() + 14 * 3_600_000).toISOString().slice(0, 10);
  await create('patient', ` --date-of-birth ${today}`);
});

test('a new password ends the sessions that the old one opened', async () => {
  const session = await signIn('ann@oak.test');
  expect(await run('reset-password --email ann@oak.test --password-stdin', 'correct horse battery\n')).toBe('ann@oak.test has a new password. Sessions ended: 1.');
  expect(await endOf(session)).toEqual({ ended_at: expect.any(Date), ended_because: 'password' });
  expect(await verifyPassword((await accountOf('ann@oak.test')).password_hash, 'correct horse battery')).toBe(true);
  await expect(run('reset-password --email ann@oak.test --password-stdin', 'short\n')).rejects.toThrow(/12 to 256/);
});

test("disabling ends the user's sessions and is written down", async () => {
  const session = await signIn('bo@oak.test');
  expect(await run('disable-user --email bo@oak.test')).toContain('Sessions ended: 1.');
  expect(await endOf(session)).toMatchObject({ ended_because: 'disabled' });
  expect((await accountOf('bo@oak.test')).disabled_at).toBeInstanceOf(Date);
  const actions = await db.withTenant(session.tenantId, (trx) => trx.selectFrom('audit_entry').select('action').orderBy('id').execute());
  expect(actions.map(({ action }) => action)).toEqual(['admin.createTenant', 'admin.createUser', 'admin.createUser', 'admin.resetPassword', 'admin.disableUser']);
});

test('who or what is not there is said', async () => {
  await expect(run('disable-user --email nobody@oak.test')).rejects.toThrow(/Nobody has an account/);
  const nowhere = '01a201ec-34b9-75fa-9c2c-35c0f77831ee';
  await expect(run(`create-user --tenant ${nowhere} --email x@oak.test --name X --role admin`)).rejects.toThrow(/There is no tenant/);
});
