import { sql, type RawBuilder, type Selectable } from 'kysely';
import type { z } from 'zod';
import { labResultStatuses } from '../../../shared/lab-result-status.ts';
import type { LabResult, labResultInputs } from '../../../shared/lab-results.ts';
import type { TenantTransaction } from '../../db/database.ts';
import type { Schema } from '../../db/schema.ts';
import { notFound } from '../../failure.ts';
import { person } from '../work-items/access.ts';
import { newestOfStatuses } from '../work-items/queries.ts';

type ListInput = z.output<typeof labResultInputs.list>;

const columns = [
  'tenant_id',
  'id',
  'patient_id',
  'test',
  'ordered_by_id',
  'status',
  'status_since',
  'reviewed_by_id',
  'version',
  'created_by_id',
  'client_lab_result_id',
  'created_at',
  'updated_at',
] as const;
type LabResultItem = Pick<Selectable<Schema['lab_result']>, (typeof columns)[number]>;

/** Lab results with the names they speak of. The start of every query that shows one. */
const selectLabResults = (trx: TenantTransaction, items: RawBuilder<LabResultItem> = sql.table('lab_result')) =>
  trx
    .selectFrom(items.as('l'))
    .innerJoin('patient as p', (join) => join.onRef('p.tenant_id', '=', 'l.tenant_id').onRef('p.id', '=', 'l.patient_id'))
    .innerJoin('user_account as o', (join) =>
      join.onRef('o.tenant_id', '=', 'l.tenant_id').onRef('o.id', '=', 'l.ordered_by_id'),
    )
    .leftJoin('user_account as r', (join) =>
      join.onRef('r.tenant_id', '=', 'l.tenant_id').onRef('r.id', '=', 'l.reviewed_by_id'),
    )
    .select(['l.id', 'l.patient_id', 'l.test', 'l.ordered_by_id', 'l.status', 'l.status_since', 'l.reviewed_by_id', 'l.version'])
    .select(['l.created_at', 'l.updated_at'])
    .select(['p.name as patient_name', 'p.date_of_birth', 'o.name as ordered_by_name', 'r.name as reviewed_by_name']);

type LabResultRow = Awaited<ReturnType<ReturnType<typeof selectLabResults>['execute']>>[number];

const toLabResult = (row: LabResultRow): LabResult => ({
  id: row.id,
  patient: { id: row.patient_id, name: row.patient_name, dateOfBirth: row.date_of_birth },
  test: row.test,
  orderedBy: { id: row.ordered_by_id, name: row.ordered_by_name },
  status: row.status,
  statusSince: row.status_since.toISOString(),
  reviewedBy: person(row.reviewed_by_id, row.reviewed_by_name),
  version: row.version,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
});

/** NOT_FOUND when the tenant has no such lab result. */
export async function labResultById(trx: TenantTransaction, id: string): Promise<LabResult> {
  const row = await selectLabResults(trx).where('l.id', '=', id).executeTakeFirst();
  if (!row) throw notFound();
  return toLabResult(row);
}

/** What the person has already created with this client id. */
export async function labResultCreatedAs(
  trx: TenantTransaction,
  createdById: string,
  clientLabResultId: string,
): Promise<LabResult | null> {
  const row = await selectLabResults(trx)
    .where('l.created_by_id', '=', createdById)
    .where('l.client_lab_result_id', '=', clientLabResultId)
    .executeTakeFirst();
  return row ? toLabResult(row) : null;
}

/** One page, newest first. */
export async function listLabResults(
  trx: TenantTransaction,
  { patientId, orderedById, status, cursor, limit }: ListInput,
): Promise<{ items: LabResult[]; nextCursor: string | null }> {
  const where = { patient_id: patientId, ordered_by_id: orderedById };
  const page = newestOfStatuses('lab_result', columns, status ?? labResultStatuses, where, { cursor, limit: limit + 1 });
  const rows = await selectLabResults(trx, page).orderBy('l.id', 'desc').execute();
  const items = rows.slice(0, limit).map(toLabResult);
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}
