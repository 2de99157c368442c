import type { AlertTargetInput, AlertTargetKind } from '../../../shared/alerts.ts';
import type { AlertStep } from '../../../shared/alerts-escalation.ts';
import type { Role } from '../../../shared/roles.ts';
import type { TenantTransaction } from '../../db/database.ts';
import type { lockAlert } from './access.ts';
import type { OpenAlert } from './steps.ts';

type AlertRow = Awaited<ReturnType<typeof lockAlert>>;

/** The open alert of a row. Whom it called first is the first line of its timeline. */
export async function openAlertOf(trx: TenantTransaction, row: AlertRow): Promise<OpenAlert> {
  const first = await trx
    .selectFrom('alert_entry')
    .select(['target_kind', 'target_id'])
    .where('alert_id', '=', row.id)
    .where('kind', '=', 'raised')
    .executeTakeFirstOrThrow();
  return {
    id: row.id,
    message: row.message,
    raisedById: row.raised_by_id,
    target: toTargetInput(first),
    step: row.step ?? stepOf(row),
    nextStepAt: row.next_step_at!.getTime(),
    calledIds: row.called_ids,
    repeats: row.repeats,
    isUnreached: row.is_unreached,
  };
}

/** Where an alert stands that an older release has raised. */
const stepOf = ({ level, called_ids }: Pick<AlertRow, 'level' | 'called_ids'>): AlertStep => {
  if (level !== 'tenant') return level;
  return called_ids ? 'duty' : 'everyone';
};

function toTargetInput({ target_kind, target_id }: { target_kind: AlertTargetKind | null; target_id: string | null }): AlertTargetInput {
  if (target_kind === 'user') return { kind: 'user', id: target_id! };
  if (target_kind === 'role') return { kind: 'role', id: target_id as Exclude<Role, 'patient'> };
  return { kind: 'tenant' };
}
