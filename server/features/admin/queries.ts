import pg from 'pg';
import type { Role, TenantKind } from '../../../shared/roles.ts';
import type { Database } from '../../db/database.ts';

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
