import pg from 'pg';
import type { Role, TenantKind } from '../../../shared/roles.ts';
import type { Database } from '../../db/database.ts';
import { demoPassword } from '../../db/seed/demo-people.ts';
import { demoTenants } from '../../db/seed/demo-tenants.ts';
import { verifyPassword } from '../auth/passwords.ts';

export interface TenantLine {
  id: string;
  kind: TenantKind;
  name: string;
}

/** All tenants. Only the owner of the database may ask for them: the application sees one at a time. */
export async function listTenants(ownerUrl: string): Promise<TenantLine[]> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const { rows } = await client.query<TenantLine>('select tenant_id as id, kind, name from tenant order by name, tenant_id');
    return rows;
  } finally {
    await client.end();
  }
}

export interface UserLine {
  email: string;
  role: Role;
  name: string;
  disabled: boolean;
}

export const listUsers = (db: Database, tenantId: string): Promise<UserLine[]> =>
  db.withTenant(tenantId, async (trx) => {
    const rows = await trx.selectFrom('user_account').select(['email', 'role', 'name', 'disabled_at']).where('tenant_id', '=', tenantId).orderBy('email').execute();
    return rows.map(({ disabled_at, ...user }) => ({ ...user, disabled: disabled_at !== null }));
  });

/**
 * E-mail addresses that sign in with the password of the demo, which everybody knows. Accounts of the demo share one hash, so
 * that few have to be tried.
 */
export async function listDemoPeople(db: Database): Promise<string[]> {
  const found: string[] = [];
  for (const { id } of demoTenants) {
    const accounts = await db.withTenant(id, (trx) =>
      trx.selectFrom('user_account').select(['email', 'password_hash']).where('tenant_id', '=', id).where('disabled_at', 'is', null).orderBy('email').execute(),
    );
    for (const [hash, people] of Map.groupBy(accounts, (account) => account.password_hash))
      if (await verifyPassword(hash, demoPassword)) found.push(...people.map(({ email }) => email));
  }
  return found;
}
