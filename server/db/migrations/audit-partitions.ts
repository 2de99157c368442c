import { tenantTable } from './tenant-table.ts';

/** The first moment of the month that is `offset` months after that of `date`, in UTC. */
export const monthOf = (date: Date, offset = 0): Date => new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + offset));

/** The least id (a UUID of version 7 begins with its milliseconds since 1970) that can have been made at `date`. */
export const firstIdAt = (date: Date): string =>
  date.getTime().toString(16).padStart(12, '0').padEnd(32, '0').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');

/**
 * Makes of the audit log a table of partitions by month, cheaply: what is there becomes, as it is, the partition of everything
 * up to the end of `now`'s month. A row's month is the one in which its id was made, so that its key stays `(tenant_id, id)`.
 * The old rows are read twice, and not written, while nobody else can use the table.
 */
export function partitionAudit(now: Date): string {
  const end = firstIdAt(monthOf(now, 1));
  return `
drop trigger only_counts_on on audit_entry;
drop trigger only_denied_counts_on on audit_entry;
revoke all on audit_entry from medsync_app;
alter table audit_entry rename to audit_entry_first;
alter table audit_entry_first rename constraint audit_entry_pkey to audit_entry_first_pkey;

create table audit_entry (like audit_entry_first including defaults including constraints, primary key (tenant_id, id), foreign key (tenant_id) references tenant)
  partition by range (id);
${tenantTable('audit_entry')}
grant select, insert, update (count, last_at) on audit_entry to medsync_app;

-- what belongs to no partition, so that writing never fails
create table audit_entry_other (like audit_entry including defaults including constraints);
${tenantTable('audit_entry_other')}
alter table audit_entry attach partition audit_entry_other default;

-- ids that were not made by the clock
alter table audit_entry_first no force row level security;
alter table audit_entry_other no force row level security;
with strange as (delete from audit_entry_first where id >= '${end}' returning *) insert into audit_entry_other select * from strange;
alter table audit_entry_first force row level security;
alter table audit_entry_other force row level security;
alter table audit_entry attach partition audit_entry_first for values from (minvalue) to ('${end}');

create trigger only_counts_on before update on audit_entry for each row execute function only_counts_on();
create trigger only_denied_counts_on before update on audit_entry for each row when (old.outcome <> 'denied') execute function only_denied_counts_on();
`;
}
