import pg from 'pg';
import { limits } from '../../shared/limits.ts';
import { inTurn } from './login.ts';
import { firstIdAt, monthOf } from './migrations/audit-partitions.ts';
import { tenantTable } from './migrations/tenant-table.ts';

/** Milliseconds for which the log is waited for; writers wait behind. */
const lockTimeout = 3_000;

/** A partition of the audit log. */
interface AuditPartition {
  table: string;
  /** Its rows' ids were made before; null of the partition of everything else. */
  end: Date | null;
}

/** All partitions, the oldest first, as the database's owner sees them. */
async function partitionsOf(owner: pg.ClientBase): Promise<AuditPartition[]> {
  const { rows } = await owner.query<{ table: string; end: string | null }>(`
    select c.relname as "table", substring(pg_get_expr(c.relpartbound, c.oid) from $$TO \\('([0-9a-f-]+)'\\)$$) as "end"
    from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'audit_entry'::regclass order by "end"`);
  return rows.map(({ table, end }) => ({ table, end: end === null ? null : new Date(Number.parseInt(end.replaceAll('-', '').slice(0, 12), 16)) }));
}

/**
 * Makes the partitions of this month and the next `limits.retention.auditMonthsAhead`, as far as they are not there, and takes
 * into each what has been waiting for it in the partition of everything else. In a transaction of the database's owner.
 */
export async function makeAuditMonths(owner: pg.ClientBase, now: Date): Promise<void> {
  const ends = (await partitionsOf(owner)).map(({ end }) => end?.getTime() ?? 0);
  const last = Math.max(...ends);
  for (let offset = 0; offset <= limits.retention.auditMonthsAhead; offset++) {
    const [start, end] = [monthOf(now, offset), monthOf(now, offset + 1)];
    if (end.getTime() > last) await owner.query(monthPartition(start, end));
  }
}

/** Made apart and then attached: so the log can be written to all the while, but for the moment in which it is attached. */
function monthPartition(start: Date, end: Date): string {
  const table = `audit_entry_${start.toISOString().slice(0, 7).replace('-', '_')}`;
  const [from, to] = [firstIdAt(start), firstIdAt(end)];
  return `
create table ${table} (like audit_entry including defaults including constraints);
alter table audit_entry_other no force row level security;
with waiting as (delete from audit_entry_other where id >= '${from}' and id < '${to}' returning *) insert into ${table} select * from waiting;
alter table audit_entry_other force row level security;
${tenantTable(table)}
alter table audit_entry attach partition ${table} for values from ('${from}') to ('${to}');`;
}

/**
 * Makes the months that are to come, and detaches the partitions whose rows were all written more than `months` months before
 * that of `now`. They stay as tables by themselves, which the owner can read whole, dump and drop; the application has no right
 * to them. Returns their names.
 */
export async function keepAuditMonths(ownerUrl: string, now: Date, months: number): Promise<string[]> {
  const owner = new pg.Client({ connectionString: ownerUrl, lock_timeout: lockTimeout });
  await owner.connect();
  const detached: string[] = [];
  try {
    await inTurn(owner, () => makeAuditMonths(owner, now));
    for (const { table, end } of await partitionsOf(owner)) {
      if (end === null || end > monthOf(now, -months)) continue;
      await inTurn(owner, () => detach(owner, table));
      detached.push(table);
    }
  } finally {
    await owner.end();
  }
  return detached;
}

async function detach(owner: pg.ClientBase, table: string): Promise<void> {
  await owner.query(`alter table audit_entry detach partition ${table}`);
  await owner.query(`alter table ${table} no force row level security`);
}
