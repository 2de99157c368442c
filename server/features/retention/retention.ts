import { sql } from 'kysely';
import { limits } from '../../../shared/limits.ts';
import type { Database, TenantTransaction } from '../../db/database.ts';
import { pruneTopics } from '../../realtime/prune.ts';
import { repeat } from '../../repeat.ts';
import { removeOfPeople, removeSignInFailures } from './old-rows.ts';

/**
 * Removes what is older than it is kept, beside the work of the day: every node looks, and each batch is done by the one that
 * gets the tenant's row. How far a tenant has been walked through is in the database, so a restart goes on where it was.
 */
export interface Retention {
  /** Does one batch for each of some tenants that are due. */
  look(): Promise<void>;
  /** Looks no more; resolves when the look under way has ended. */
  stop(): Promise<void>;
}

interface RetentionOptions {
  db: Database;
  lookEvery?: number;
  onFault: (error: unknown) => void;
}

export function createRetention({ db, lookEvery = limits.retention.lookEvery, onFault }: RetentionOptions): Retention {
  async function look(): Promise<void> {
    const due = await db.withInstallation(async (trx) => {
      await removeSignInFailures(trx);
      return trx
        .selectFrom('retention_due')
        .select('tenant_id')
        .where('due_at', '<=', sql<Date>`now()`)
        .orderBy('due_at')
        .limit(limits.retention.tenantsAtOnce)
        .execute();
    });
    for (const { tenant_id } of due) await db.withTenant(tenant_id, (trx) => doBatch(trx, tenant_id)).catch(onFault);
  }

  return { look, ...repeat(look, lookEvery, onFault) };
}

/** In this order; each returns after what to go on, or null at its end. */
const steps = { events: pruneTopics, people: removeOfPeople };

/** One batch of the tenant, unless another node has it in hand. */
async function doBatch(trx: TenantTransaction, tenantId: string): Promise<void> {
  const at = await trx
    .selectFrom('retention_due')
    .select(['step', 'after'])
    .where('tenant_id', '=', tenantId)
    .where('due_at', '<=', sql<Date>`now()`)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
  if (!at) return;
  const after = await steps[at.step](trx, tenantId, at.after);
  const isOver = after === null && at.step === 'people';
  await trx
    .updateTable('retention_due')
    .set({
      step: after !== null ? at.step : at.step === 'events' ? 'people' : 'events',
      after: after || null,
      due_at: isOver ? sql<Date>`now() + make_interval(secs => ${limits.retention.passEvery / 1_000})` : sql<Date>`now()`,
    })
    .where('tenant_id', '=', tenantId)
    .execute();
}
