import { sql } from 'kysely';
import { dayIn, earliestBirth, isBirth } from '../../../shared/days.ts';
import { newId } from '../../../shared/ids.ts';
import { isRoleOf, type Role, type TenantKind } from '../../../shared/roles.ts';
import type { Database, TenantTransaction } from '../../db/database.ts';
import { recordAudit } from '../audit/audit-log.ts';
import { hashPassword } from '../auth/passwords.ts';
import { listDemoPeople } from './queries.ts';
import { Refusal } from './refusal.ts';

/** Returns the new tenant's id. */
export async function createTenant(db: Database, tenant: { name: string; kind: TenantKind; timeZone: string }): Promise<string> {
  const tenantId = newId();
  await db.withTenant(tenantId, async (trx) => {
    await trx.insertInto('tenant').values({ tenant_id: tenantId, name: tenant.name, kind: tenant.kind, time_zone: tenant.timeZone }).execute();
    await audit(trx, tenantId, 'admin.createTenant');
  });
  return tenantId;
}

export interface NewUser {
  tenantId: string;
  email: string;
  name: string;
  role: Role;
  password: string;
  /** `YYYY-MM-DD`; of patients, who also get their record. */
  dateOfBirth: string | null;
}

/** Returns the new user's id; `now` is in milliseconds. An e-mail address belongs to one account of the whole installation: signing in names no tenant. */
export async function createUser(db: Database, user: NewUser, now: number): Promise<string> {
  const id = newId();
  const { tenantId: tenant_id, email, name, role } = user;
  const password_hash = await hashPassword(user.password);
  await db.withTenant(tenant_id, async (trx) => {
    const tenant = await trx.selectFrom('tenant').select(['kind', 'time_zone']).where('tenant_id', '=', tenant_id).executeTakeFirst();
    if (!tenant) throw new Refusal(`There is no tenant ${tenant_id}. "list-tenants" shows those there are.`);
    if (!isRoleOf(tenant.kind, role)) throw new Refusal(`Nobody works as ${role} in a ${tenant.kind}.`);
    const today = dayIn(tenant.time_zone, now);
    if (user.dateOfBirth && !isBirth(user.dateOfBirth, today)) throw new Refusal(`A date of birth is between ${earliestBirth} and today, ${today}.`);
    await refuseTakenEmail(trx, email);
    await trx.insertInto('user_account').values({ tenant_id, id, email, name, role, password_hash, disabled_at: null }).execute();
    if (user.dateOfBirth)
      await trx.insertInto('patient').values({ tenant_id, id: newId(), name, date_of_birth: user.dateOfBirth, user_id: id }).execute();
    await audit(trx, tenant_id, 'admin.createUser');
  });
  return id;
}

/** Two commands that want the same address take turns: uniqueness across tenants is nothing a key of one tenant can give. */
async function refuseTakenEmail(trx: TenantTransaction, email: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${email}, 0)), set_config('app.sign_in_email', ${email}, true)`.execute(trx);
  const taken = await trx.selectFrom('sign_in_address').select('user_id').where('email', '=', email).executeTakeFirst();
  if (taken) throw new Refusal(`${email} has an account already. One address is one account of the whole installation.`);
}

/** Ends the user's sessions and lets no new one begin. Returns how many sessions ended. */
export const disableUser = (db: Database, email: string): Promise<number> =>
  changeAccount(db, email, 'disabled', async (trx, tenantId, userId) => {
    await trx
      .updateTable('user_account')
      .set({ disabled_at: sql<Date>`coalesce(disabled_at, now())` })
      .where('tenant_id', '=', tenantId)
      .where('id', '=', userId)
      .execute();
    await audit(trx, tenantId, 'admin.disableUser');
  });

/** Disables everybody who signs in with the password of the demo. Returns how many they were. */
export async function disableDemo(db: Database): Promise<number> {
  const people = await listDemoPeople(db);
  for (const email of people) await disableUser(db, email);
  return people.length;
}

/** Replaces the password and ends the user's sessions. Returns how many sessions ended. */
export async function resetPassword(db: Database, email: string, password: string): Promise<number> {
  const password_hash = await hashPassword(password);
  return changeAccount(db, email, 'password', async (trx, tenantId, userId) => {
    await trx.updateTable('user_account').set({ password_hash }).where('tenant_id', '=', tenantId).where('id', '=', userId).execute();
    await audit(trx, tenantId, 'admin.resetPassword');
  });
}

async function changeAccount(
  db: Database,
  email: string,
  endedBecause: 'disabled' | 'password',
  change: (trx: TenantTransaction, tenantId: string, userId: string) => Promise<void>,
): Promise<number> {
  const account = await db.withSignIn(email, (trx) =>
    trx.selectFrom('sign_in_address').select(['tenant_id', 'user_id as id']).where('email', '=', email).executeTakeFirst(),
  );
  if (!account) throw new Refusal(`Nobody has an account with the address ${email}.`);
  return db.withTenant(account.tenant_id, async (trx) => {
    await change(trx, account.tenant_id, account.id);
    // running servers look for ended sessions and close their sockets
    const { numUpdatedRows } = await trx
      .updateTable('session')
      .set({ ended_at: sql<Date>`now()`, ended_because: endedBecause })
      .where('tenant_id', '=', account.tenant_id)
      .where('user_id', '=', account.id)
      .where('ended_at', 'is', null)
      .executeTakeFirstOrThrow();
    return Number(numUpdatedRows);
  });
}

const audit = (trx: TenantTransaction, tenantId: string, action: string): Promise<void> =>
  recordAudit(trx, { tenantId, actorId: null, sessionId: null, action, outcome: 'allowed' });
