import { limits } from '../../../shared/limits.ts';
import type { Database } from '../../db/database.ts';
import { repeat } from '../../repeat.ts';
import { keepDueWords } from './due-words.ts';

/** Keeps the words of messages a moment after they were stored. Every node looks; each message is taken by one. */
export interface WordKeeper {
  /** Takes what is due, of some tenants. */
  look(): Promise<void>;
  /** Looks no more; resolves when the look under way has ended. */
  stop(): Promise<void>;
}

interface WordKeeperOptions {
  db: Database;
  lookEvery?: number;
  onFault: (error: unknown) => void;
}

export function createWordKeeper({ db, lookEvery = limits.search.lookEvery, onFault }: WordKeeperOptions): WordKeeper {
  /** Where the last look ended: tenants take turns, so that none with much to do holds up the others. */
  let last = '00000000-0000-0000-0000-000000000000';

  const nextTenant = (): Promise<string | null> =>
    db.withInstallation(async (trx) => {
      const row = await trx
        .selectFrom('search_due')
        .select('tenant_id')
        .where('tenant_id', '>', last)
        .orderBy('tenant_id')
        .limit(1)
        .executeTakeFirst();
      return row?.tenant_id ?? null;
    });

  async function look(): Promise<void> {
    for (let tenants = 0; tenants < limits.search.tenantsAtOnce; tenants++) {
      const tenantId = await nextTenant();
      last = tenantId ?? '00000000-0000-0000-0000-000000000000';
      if (!tenantId) return;
      await db.withTenant(tenantId, (trx) => keepDueWords(trx, tenantId, { waits: false }));
    }
  }

  return { look, ...repeat(look, lookEvery, onFault) };
}
