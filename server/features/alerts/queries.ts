import { sql } from 'kysely';
import type { z } from 'zod';
import type { Alert, AlertEntry, alertInputs, AlertTarget, AlertTargetKind } from '../../../shared/alerts.ts';
import type { AlertStep } from '../../../shared/alerts-escalation.ts';
import { limits } from '../../../shared/limits.ts';
import { roleName, type Role } from '../../../shared/roles.ts';
import type { TenantTransaction } from '../../db/database.ts';
import { timeCursor } from '../../db/page-cursor.ts';
import { notFound } from '../../failure.ts';

const selectAlerts = (trx: TenantTransaction) =>
  trx
    .selectFrom('alert as a')
    .leftJoin('patient as p', (join) => join.onRef('p.tenant_id', '=', 'a.tenant_id').onRef('p.id', '=', 'a.patient_id'))
    .select(['a.id', 'a.message', 'a.patient_id', 'a.raised_by_id', 'a.raised_at', 'a.version', 'a.next_step_at', 'a.repeats', 'a.is_unreached'])
    .select(['a.acknowledged_by_id', 'a.acknowledged_at', 'a.called_ids'])
    .select(['p.name as patient_name', 'p.date_of_birth'])
    .orderBy('a.raised_at', 'desc')
    .orderBy('a.id', 'desc');

type AlertRow = Awaited<ReturnType<ReturnType<typeof selectAlerts>['execute']>>[number];

/** The timeline of each alert as it is stored, in the order in which things happened. */
async function entriesOf(trx: TenantTransaction, alertIds: string[]) {
  const rows = await trx
    .selectFrom('alert_entry')
    .select(['alert_id', 'id', 'version', 'kind', 'user_id', 'target_kind', 'target_id', 'step', 'at'])
    .where(sql<boolean>`alert_id = any(${alertIds}::uuid[])`)
    .orderBy('version')
    .orderBy('at')
    .orderBy('id')
    .execute();
  return Map.groupBy(rows, (row) => row.alert_id);
}

async function namesOf(trx: TenantTransaction, userIds: string[]): Promise<Map<string, string>> {
  const rows = await trx.selectFrom('user_account').select(['id', 'name']).where(sql<boolean>`id = any(${[...new Set(userIds)]}::uuid[])`).execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}

async function toAlerts(trx: TenantTransaction, rows: AlertRow[]): Promise<Alert[]> {
  if (rows.length === 0) return [];
  const entries = await entriesOf(trx, rows.map(({ id }) => id));
  const people = [...entries.values()].flat().flatMap((entry) => [entry.user_id, entry.target_kind === 'user' ? entry.target_id : null]);
  const names = await namesOf(trx, people.filter((id) => id !== null));
  const person = (id: string | null) => (id === null ? null : { id, name: names.get(id) ?? '' });
  return rows.map((row): Alert => {
    const timeline = (entries.get(row.id) ?? []).map((entry): AlertEntry => ({
      kind: entry.kind,
      user: person(entry.user_id),
      target: isCalling(entry) ? toTarget(entry, names, row.called_ids) : null,
      at: entry.at.toISOString(),
    }));
    return {
      id: row.id,
      version: row.version,
      message: row.message,
      patient: toPatient(row),
      raisedBy: person(row.raised_by_id)!,
      raisedAt: row.raised_at.toISOString(),
      currentTargets: timeline.flatMap(({ target }) => target ?? []),
      nextStepAt: row.next_step_at?.toISOString() ?? null,
      repeats: row.repeats,
      isUnreached: row.is_unreached,
      acknowledgedBy: person(row.acknowledged_by_id),
      acknowledgedAt: row.acknowledged_at?.toISOString() ?? null,
      openFor: row.acknowledged_at && row.acknowledged_at.getTime() - row.raised_at.getTime(),
      timeline,
    };
  });
}

function toTarget(
  { step, target_kind, target_id: id }: { step: AlertStep | null; target_kind: AlertTargetKind; target_id: string | null },
  names: Map<string, string>,
  calledIds: string[] | null,
): AlertTarget {
  switch (target_kind) {
    case 'user':
      return { kind: target_kind, id, name: names.get(id ?? '') ?? '' };
    case 'role':
      return { kind: target_kind, id, name: roleName(id as Role) };
    case 'tenant': {
      const target = { kind: target_kind, id: null, name: tenantNames[step ?? 'everyone'] ?? 'Everyone' };
      return calledIds ? { ...target, userIds: calledIds } : target;
    }
  }
}

/** Whether the line calls people. */
const isCalling = <Entry extends { target_kind: AlertTargetKind | null }>(entry: Entry): entry is Entry & { target_kind: AlertTargetKind } => entry.target_kind !== null;

/** How those whom a step calls at the level of the tenant are called on screen. */
const tenantNames: Partial<Record<AlertStep, string>> = { duty: 'Everyone on duty', online: 'Everyone at a screen', everyone: 'Everyone' };

const toPatient = ({ patient_id: id, patient_name: name, date_of_birth: dateOfBirth }: AlertRow): Alert['patient'] =>
  id !== null && name !== null && dateOfBirth !== null ? { id, name, dateOfBirth } : null;

/** NOT_FOUND when the tenant has no such alert. */
export async function alertById(trx: TenantTransaction, alertId: string): Promise<Alert> {
  const [alert] = await toAlerts(trx, await selectAlerts(trx).where('a.id', '=', alertId).execute());
  if (!alert) throw notFound();
  return alert;
}

/** The tenant's open alerts, newest first; at most `limits.alerts.open`. */
export const openAlerts = async (trx: TenantTransaction): Promise<Alert[]> =>
  toAlerts(trx, await selectAlerts(trx).where('a.acknowledged_at', 'is', null).limit(limits.alerts.open).execute());

/** One page of the tenant's alerts, newest first. */
export async function listAlerts(
  trx: TenantTransaction,
  { openOnly, cursor, limit }: z.output<typeof alertInputs.list>,
): Promise<{ items: Alert[]; nextCursor: string | null }> {
  let query = selectAlerts(trx).limit(limit + 1);
  if (openOnly) query = query.where('a.acknowledged_at', 'is', null);
  if (cursor) {
    const [at, id] = timeCursor.read(cursor);
    query = query.where(sql<boolean>`(a.raised_at, a.id) < (${new Date(at)}::timestamptz, ${id}::uuid)`);
  }
  const rows = await query.execute();
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: await toAlerts(trx, page),
    nextCursor: rows.length > limit && last ? timeCursor.write([last.raised_at.getTime(), last.id]) : null,
  };
}
