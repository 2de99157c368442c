import type { TenantTransaction } from '../../db/database.ts';
import { insertRows, run, type Statement } from '../../db/statement.ts';
import type { Tally } from './tallies.ts';

/** A call, or a sign-in, of somebody known. */
export interface Denial {
  tenantId: string;
  actorId: string;
  sessionId: string | null;
  action: string;
}

/** Attempts to sign in that failed, whoever they were for. */
export interface SignInFailure {
  network: string;
  outcome: 'wrong' | 'refused';
}

const countedColumns = ({ id, firstAt, lastAt, count }: Tally<unknown>) => ({
  id,
  at: new Date(firstAt),
  last_at: count > 1 ? new Date(lastAt) : null,
  count,
});

/** A row that is there counts on. Each names its whole count, so what was written but not acknowledged may be written again. */
const countingOn = ({ text, values }: Statement, table: string, key: string): Statement => ({
  text: `${text} on conflict (${key}) do update set count = excluded.count, last_at = excluded.last_at where ${table}.count < excluded.count`,
  values,
});

/** Writes denials of one tenant, or how often they have repeated themselves by now. */
export async function auditTallies(trx: TenantTransaction, tallies: readonly Tally<Denial>[]): Promise<void> {
  const rows = tallies.map((tally) => {
    const { tenantId, actorId, sessionId, action } = tally.subject;
    return { ...countedColumns(tally), tenant_id: tenantId, actor_id: actorId, session_id: sessionId, action, outcome: 'denied' as const };
  });
  await run(trx, countingOn(insertRows('audit_entry', rows), 'audit_entry', 'tenant_id, id'));
}

/** Writes failed sign-ins, or how often they have repeated themselves by now. */
export async function signInFailureTallies(trx: TenantTransaction, tallies: readonly Tally<SignInFailure>[]): Promise<void> {
  const rows = tallies.map((tally) => ({ ...countedColumns(tally), ...tally.subject }));
  await run(trx, countingOn(insertRows('sign_in_failure', rows), 'sign_in_failure', 'id'));
}
