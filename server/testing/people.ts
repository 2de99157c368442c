import { newId } from '../../shared/ids.ts';
import type { Role, TenantKind } from '../../shared/roles.ts';
import type { Database } from '../db/database.ts';
import { hashPassword } from '../features/auth/passwords.ts';

export const password = 'medsync-test';

export interface TestPerson {
  id: string;
  tenantId: string;
  name: string;
  email: string;
  role: Role;
  /** Of patients: their record. */
  patientId: string | null;
}

export async function addTenant(db: Database, name: string, kind: TenantKind): Promise<string> {
  const tenantId = newId();
  await db.withTenant(tenantId, (trx) => trx.insertInto('tenant').values({ tenant_id: tenantId, name, kind }).execute());
  return tenantId;
}

/** An account that signs in with `password`; of a patient also the record that it belongs to. */
export async function addPerson(db: Database, tenantId: string, role: Role, name: string): Promise<TestPerson> {
  const id = newId();
  const email = `${name.toLowerCase().replaceAll(/[^a-z]+/g, '.')}.${id.slice(-6)}@example.test`;
  const patientId = role === 'patient' ? newId() : null;
  const password_hash = await hashPassword(password);
  await db.withTenant(tenantId, async (trx) => {
    await trx.insertInto('user_account').values({ tenant_id: tenantId, id, email, name, role, password_hash }).execute();
    if (patientId)
      await trx
        .insertInto('patient')
        .values({ tenant_id: tenantId, id: patientId, name, date_of_birth: '1984-03-12', user_id: id })
        .execute();
  });
  return { id, tenantId, name, email, role, patientId };
}
