import { sql, type Kysely } from 'kysely';
import { partitionAudit } from './audit-partitions.ts';
import { dueTable, forgetTenants } from './tenant-table.ts';

/**
 * Who may remove what is the database's to say: a restrictive policy for each table holds for every delete of the application,
 * whatever statement it comes from. The limits of the application are as long or longer.
 */
const rights = `
create policy keep_young on event as restrictive for delete using (at < now() - interval '72 hours');
create policy keep_young on notification as restrictive for delete
  using (read_at < now() - interval '30 days' or created_at < now() - interval '180 days');
create policy keep_young on session as restrictive for delete using (expires_at < now() - interval '7 days');
grant delete on event, notification, session to medsync_app;

-- of the whole installation: everything of it is seen, and only what is old is removed. The owner is not bound.
alter table sign_in_failure enable row level security;
create policy read_all on sign_in_failure for select using (true);
create policy add_any on sign_in_failure for insert with check (true);
create policy count_on on sign_in_failure for update using (true) with check (true);
create policy remove_old on sign_in_failure for delete using (at < now() - interval '30 days');
grant delete on sign_in_failure to medsync_app;
`;

/** How far each tenant has been walked through, and when it is due again. A worker that knows no tenant reads it. */
const due = `
create table retention_due (
  tenant_id uuid primary key references tenant on delete cascade,
  step text not null default 'events' check (step in ('events', 'people')),
  -- the last topic, or person, that was looked at; null at the beginning of a step
  after text,
  -- a new tenant has nothing old
  due_at timestamptz not null default now() + interval '1 day'
);
create index retention_due_by_time on retention_due (due_at);
insert into retention_due (tenant_id, due_at) select tenant_id, now() from tenant;
${dueTable('retention_due')}
${forgetTenants('retention_due')}
grant select, insert, update on retention_due to medsync_app;

create function note_retention_due() returns trigger language plpgsql as $$
begin
  insert into retention_due (tenant_id) values (new.tenant_id) on conflict do nothing;
  return null;
end $$;
create trigger note_retention_due after insert on tenant for each row execute function note_retention_due();
`;

/**
 * Rows that are updated again and again leave room beside them, so that a new version needs no new entry in any index (HOT).
 * Vacuum comes after a fiftieth of a table has changed, not after a fifth: of a large one that would be days of work at once.
 */
const storage = `
alter table topic set (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 200);
alter table chat_order set (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 200);
alter table room_progress set (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 200);
alter table alert set (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 200);
alter table session set (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 200);
alter table retention_due set (fillfactor = 50);
alter table search_due set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
alter table escalation_due set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
alter table event set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.05);
alter table message set (autovacuum_vacuum_insert_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.05);
alter table notification set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.05);
alter table refresh_token set (autovacuum_vacuum_scale_factor = 0.02);
`;

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(rights).execute(db);
  await sql.raw(due).execute(db);
  await sql.raw(storage).execute(db);
  await sql.raw(partitionAudit(new Date())).execute(db);
}
