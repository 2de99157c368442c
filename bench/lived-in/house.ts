import { runAsSuperuser } from '../../server/testing/superuser.ts';
import type { TestPerson } from '../../server/testing/people.ts';
import type { Role } from '../../shared/roles.ts';
import { fillTenants, type FillOptions } from './fill.ts';
import { smallTenant, type Size } from './sizes.ts';

/** A tenant and those of its people who are signed in. */
export interface Place {
  tenantId: string;
  staff: TestPerson[];
  patients: (TestPerson & { patientId: string })[];
}

/** Everybody in one database: pharmacies, the smallest first, and the clinic. */
export interface House {
  pharmacies: Place[];
  clinic: Place;
  /** An ordinary clinic among many. */
  otherClinic: Place;
}

type Options = Omit<FillOptions, 'tenants'>;

/** Fills a prepared database with the tenants of this size. */
export async function fillHouse(size: Size, options: Options): Promise<House> {
  const others = Array.from({ length: size.others }, (_, index) => smallTenant(index));
  await fillTenants({ ...options, tenants: [...size.pharmacies, size.clinic, ...others] });
  return houseOf(options.databaseUrl, size);
}

/** Who lives in a database that was filled with this size. */
export async function houseOf(databaseUrl: string, { pharmacies: { length: end } }: Size): Promise<House> {
  const rows = await runAsSuperuser(databaseUrl, `select tenant_id from tenant where name ~ '^(Pharmacy|Clinic) [0-9]+$' order by split_part(name, ' ', 2)::int limit $1`, [end + 5]);
  const places = await Promise.all(rows.map((row) => placeOf(databaseUrl, row['tenant_id'] as string)));
  return { pharmacies: places.slice(0, end), clinic: places[end]!, otherClinic: places[end + 4]! };
}

/** Two tenants that came after everybody else, of whom the statistics know nothing if nobody looks again: a pharmacy and a clinic. */
export async function moveInLate({ firstNumber = 1_000_000, ...options }: Options): Promise<{ pharmacy: Place; clinic: Place }> {
  const [pharmacy, clinic] = await fillTenants({ ...options, firstNumber, tenants: [{ ...smallTenant(0), orders: 200, patients: 100 }, { ...smallTenant(3), patients: 100, visitsPerDay: 20 }] });
  return { pharmacy: await placeOf(options.databaseUrl, pharmacy!), clinic: await placeOf(options.databaseUrl, clinic!) };
}

async function placeOf(databaseUrl: string, tenantId: string): Promise<Place> {
  const rows = await runAsSuperuser(
    databaseUrl,
    `select u.id, u.name, u.email, u.role, p.id as patient_id
     from user_account u left join patient p on p.tenant_id = u.tenant_id and p.user_id = u.id
     where u.tenant_id = $1 and u.disabled_at is null
       and exists (select from session s where s.tenant_id = u.tenant_id and s.user_id = u.id and s.ended_at is null and s.expires_at > now())
     order by u.email`,
    [tenantId],
  );
  const people = rows.map((row): TestPerson => ({
    tenantId,
    id: row['id'] as string,
    name: row['name'] as string,
    email: row['email'] as string,
    role: row['role'] as Role,
    patientId: row['patient_id'] as string | null,
  }));
  return {
    tenantId,
    staff: people.filter(({ role }) => role !== 'patient'),
    patients: people.flatMap(({ patientId, ...person }) => (patientId === null ? [] : [{ ...person, patientId }])),
  };
}
