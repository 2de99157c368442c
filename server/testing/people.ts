import { newId } from '../../shared/ids.ts';
import type { Role, TenantKind } from '../../shared/roles.ts';
import type { Database } from '../db/database.ts';

export const password = 'medsync-test';
/** Of `password`, with the least work that argon2 knows: the real parameters cost 35 ms of CPU for every account and every sign-in. */
export const passwordHash = '$argon2id$v=19$m=8,t=1,p=1$g5Ch5GhY7GE/0z/a5MWGXw$MwXIWs/83rQq7z2rJSW2fSNslVItDkEJKSH/YISz4pw';

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
  const local = name.toLowerCase().replaceAll(/[^a-z]+/g, '.').replace(/^\.+|\.+$/g, '') || 'somebody';
  const email = `${local}.${id.slice(-6)}@example.test`;
  const patientId = role === 'patient' ? newId() : null;
  await db.withTenant(tenantId, async (trx) => {
    await trx.insertInto('user_account').values({ tenant_id: tenantId, id, email, name, role, password_hash: passwordHash }).execute();
    if (patientId)
      await trx
        .insertInto('patient')
        .values({ tenant_id: tenantId, id: patientId, name, date_of_birth: '1984-03-12', user_id: id })
        .execute();
  });
  return { id, tenantId, name, email, role, patientId };
}
