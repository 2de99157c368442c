import type { Insertable } from 'kysely';
import { v7 } from 'uuid';
import { demoPeople, type DemoPerson } from './demo-people.ts';
import type { Schema } from '../schema.ts';
import type { Cast } from './cast.ts';
import type { DemoTenant } from './demo-tenants.ts';

interface People {
  cast: Cast;
  accounts: Insertable<Schema['user_account']>[];
  patients: Insertable<Schema['patient']>[];
}

/** The tenant's people, with ids, as its scripts call them and as the database keeps them. */
export function peopleOf(tenant: DemoTenant, passwordHash: string, created_at: Date): People {
  const newId = () => v7({ msecs: created_at.getTime() });
  const withAccount = accountsOf(tenant).map((person) => ({ ...person, id: newId() }));
  const known = withAccount.flatMap(({ id, name, dateOfBirth }) =>
    dateOfBirth ? [{ id: newId(), name, dateOfBirth, userId: id }] : [],
  );
  const patients = [...known, ...tenant.patients.map((patient) => ({ id: newId(), ...patient, userId: null }))];
  const tenant_id = tenant.id;
  return {
    cast: { tenantId: tenant.id, accounts: withAccount.map(({ id, name, role }) => ({ id, name, role })), patients },
    accounts: withAccount.map(({ id, email, name, role }) => ({
      tenant_id,
      id,
      email,
      name,
      role,
      password_hash: passwordHash,
      disabled_at: null,
      created_at,
    })),
    patients: patients.map(({ id, name, dateOfBirth, userId }) => ({
      tenant_id,
      id,
      name,
      date_of_birth: dateOfBirth,
      user_id: userId,
      created_at,
    })),
  };
}

const accountsOf = ({ name, regulars }: DemoTenant): DemoPerson[] => [
  ...demoPeople.filter(({ tenant }) => tenant === name),
  ...regulars,
];
