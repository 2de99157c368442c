import { sql, type RawBuilder, type Selectable } from 'kysely';
import type { z } from 'zod';
import { priorAuthStatuses } from '../../../shared/prior-auth-status.ts';
import type { PriorAuth, priorAuthInputs } from '../../../shared/prior-auths.ts';
import type { TenantTransaction } from '../../db/database.ts';
import type { Schema } from '../../db/schema.ts';
import { notFound } from '../../failure.ts';
import { newestOfStatuses } from '../work-items/queries.ts';

type ListInput = z.output<typeof priorAuthInputs.list>;

const columns = [
  'tenant_id',
  'id',
  'patient_id',
  'medication',
  'payer',
  'status',
  'status_since',
  'note',
  'version',
  'created_by_id',
  'client_prior_auth_id',
  'created_at',
  'updated_at',
] as const;
type PriorAuthItem = Pick<Selectable<Schema['prior_auth']>, (typeof columns)[number]>;

/** Prior authorisations with the names they speak of. The start of every query that shows one. */
const selectPriorAuths = (trx: TenantTransaction, items: RawBuilder<PriorAuthItem> = sql.table('prior_auth')) =>
  trx
    .selectFrom(items.as('a'))
    .innerJoin('patient as p', (join) => join.onRef('p.tenant_id', '=', 'a.tenant_id').onRef('p.id', '=', 'a.patient_id'))
    .innerJoin('user_account as c', (join) =>
      join.onRef('c.tenant_id', '=', 'a.tenant_id').onRef('c.id', '=', 'a.created_by_id'),
    )
    .select(['a.id', 'a.patient_id', 'a.medication', 'a.payer', 'a.status', 'a.status_since', 'a.note', 'a.version', 'a.created_by_id'])
    .select(['a.created_at', 'a.updated_at'])
    .select(['p.name as patient_name', 'p.date_of_birth', 'c.name as created_by_name']);

type PriorAuthRow = Awaited<ReturnType<ReturnType<typeof selectPriorAuths>['execute']>>[number];

const toPriorAuth = (row: PriorAuthRow): PriorAuth => ({
  id: row.id,
  patient: { id: row.patient_id, name: row.patient_name, dateOfBirth: row.date_of_birth },
  medication: row.medication,
  payer: row.payer,
  status: row.status,
  statusSince: row.status_since.toISOString(),
  note: row.note,
  createdBy: { id: row.created_by_id, name: row.created_by_name },
  version: row.version,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
});

/** NOT_FOUND when the tenant has no such prior authorisation. */
export async function priorAuthById(trx: TenantTransaction, id: string): Promise<PriorAuth> {
  const row = await selectPriorAuths(trx).where('a.id', '=', id).executeTakeFirst();
  if (!row) throw notFound();
  return toPriorAuth(row);
}

/** What the person has already created with this client id. */
export async function priorAuthCreatedAs(
  trx: TenantTransaction,
  createdById: string,
  clientPriorAuthId: string,
): Promise<PriorAuth | null> {
  const row = await selectPriorAuths(trx)
    .where('a.created_by_id', '=', createdById)
    .where('a.client_prior_auth_id', '=', clientPriorAuthId)
    .executeTakeFirst();
  return row ? toPriorAuth(row) : null;
}

/** One page, newest first. */
export async function listPriorAuths(
  trx: TenantTransaction,
  { patientId, createdById, status, cursor, limit }: ListInput,
): Promise<{ items: PriorAuth[]; nextCursor: string | null }> {
  const where = { patient_id: patientId, created_by_id: createdById };
  const page = newestOfStatuses('prior_auth', columns, status ?? priorAuthStatuses, where, { cursor, limit: limit + 1 });
  const rows = await selectPriorAuths(trx, page).orderBy('a.id', 'desc').execute();
  const items = rows.slice(0, limit).map(toPriorAuth);
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}
