import { sql } from 'kysely';
import type { PatientName } from '../../../shared/chat-orders.ts';
import { limits } from '../../../shared/limits.ts';
import type { TenantTransaction } from '../../db/database.ts';
import { notFound } from '../../failure.ts';

const selectPatients = (trx: TenantTransaction) =>
  trx.selectFrom('patient').select(['id', 'name', 'date_of_birth as dateOfBirth']);

/** The tenant's patients whose name contains `query`, by name; the first `limits.page.patients` of them. */
export async function searchPatients(trx: TenantTransaction, query: string): Promise<PatientName[]> {
  const pattern = `%${query.replaceAll(/[\\%_]/g, '\\$&')}%`;
  return selectPatients(trx).where('name', 'ilike', pattern).orderBy('name').orderBy('id').limit(limits.page.patients).execute();
}

/** Those of the ids that are patients of the tenant. */
export async function existingPatients(trx: TenantTransaction, patientIds: string[]): Promise<Set<string>> {
  const rows = await trx.selectFrom('patient').select('id').where(sql<boolean>`id = any(${[...new Set(patientIds)]}::uuid[])`).execute();
  return new Set(rows.map(({ id }) => id));
}

/** NOT_FOUND when the tenant has no such patient. */
export async function patientById(trx: TenantTransaction, patientId: string): Promise<PatientName> {
  const patient = await selectPatients(trx).where('id', '=', patientId).executeTakeFirst();
  if (!patient) throw notFound();
  return patient;
}
