import { sql, type Kysely } from 'kysely';

const columns = `
-- Which step of its way up an alert has reached; level says the same more coarsely.
alter table alert
  add column step text check (step in ('user', 'role', 'duty', 'online', 'everyone')),
  -- how often everyone has been called once more, and whether nobody whom it calls can be reached now
  add column repeats integer not null default 0,
  add column is_unreached boolean not null default false;
update alert set step = case when level <> 'tenant' then level when called_ids is null then 'everyone' else 'duty' end;

alter table alert_entry add column step text check (step in ('user', 'role', 'duty', 'online', 'everyone'));
update alert_entry e
  set step = case when e.target_kind <> 'tenant' then e.target_kind when a.called_ids is null then 'everyone' else 'duty' end
  from alert a
  where a.tenant_id = e.tenant_id and a.id = e.alert_id and e.target_kind is not null;

-- each step is taken once
drop index alert_entry_of_level;
create unique index alert_entry_of_step on alert_entry (tenant_id, alert_id, step) where step is not null;

-- an open alert always has a next step
update alert set next_step_at = now() where acknowledged_at is null and next_step_at is null;
insert into escalation_due (tenant_id, alert_id, due_at)
  select tenant_id, id, next_step_at from alert where acknowledged_at is null
  on conflict do nothing;
`;

/** Rows of all tenants are changed: row-level security binds the owner as well while it is forced. */
const tables = ['alert', 'alert_entry', 'escalation_due'];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const table of tables) await sql.raw(`alter table ${table} no force row level security`).execute(db);
  await sql.raw(columns).execute(db);
  for (const table of tables) await sql.raw(`alter table ${table} force row level security`).execute(db);
}
