import type { z } from 'zod';
import type { PriorAuth, priorAuthInputs } from '../../../shared/prior-auths.ts';
import type { TenantTransaction } from '../../db/database.ts';
import { notFound } from '../../failure.ts';

type ListInput = z.output<typeof priorAuthInputs.list>;

/** Prior authorisations with the names they speak of. The start of every query that shows one. */
const selectPriorAuths = (trx: TenantTransaction) =>
  trx
    .selectFrom('prior_auth as a')
    .innerJoin('patient as p', (join) => join.onRef('p.tenant_id', '=', 'a.tenant_id').onRef('p.id', '=', 'a.patient_id'))
    .innerJoin('user_account as c', (join) =>
      join.onRef('c.tenant_id', '=', 'a.tenant_id').onRef('c.id', '=', 'a.created_by_id'),
    )
    .selectAll('a')
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
  let query = selectPriorAuths(trx).orderBy('a.id', 'desc');
  if (patientId) query = query.where('a.patient_id', '=', patientId);
  if (createdById) query = query.where('a.created_by_id', '=', createdById);
  if (status) query = query.where('a.status', 'in', status);
  if (cursor) query = query.where('a.id', '<', cursor);
  const rows = await query.limit(limit + 1).execute();
  const items = rows.slice(0, limit).map(toPriorAuth);
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}
