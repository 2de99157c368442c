import { sql, type Kysely } from 'kysely';
import { searchWords } from './search-words.ts';
import { dueTable, forgetTenants } from './tenant-table.ts';

/** Each table and role has one permissive policy for a command: two count the tenant's share of the rows twice. */
const policies = `
alter policy own_tenant on tenant to medsync_app;

drop policy sign_in on user_account;
drop index user_account_by_email;

-- which accounts an e-mail address belongs to, of all tenants: ids, and nothing else. Signing in knows no tenant yet.
create table sign_in_address (
  tenant_id uuid not null,
  user_id uuid not null,
  email text not null,
  primary key (tenant_id, user_id),
  foreign key (tenant_id, user_id) references user_account (tenant_id, id)
);
create index sign_in_address_by_email on sign_in_address (email);
alter table user_account no force row level security;
insert into sign_in_address (tenant_id, user_id, email) select tenant_id, id, email from user_account;
alter table user_account force row level security;
alter table sign_in_address enable row level security;
alter table sign_in_address force row level security;
create policy own_tenant_or_address on sign_in_address for select
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid or email = nullif(current_setting('app.sign_in_email', true), ''));
create policy add_own on sign_in_address for insert
  with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
create policy change_own on sign_in_address for update
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid)
  with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
grant select, insert, update on sign_in_address to medsync_app;

create function keep_sign_in_address() returns trigger language plpgsql as $$
begin
  insert into sign_in_address (tenant_id, user_id, email) values (new.tenant_id, new.id, new.email)
  on conflict (tenant_id, user_id) do update set email = excluded.email;
  return null;
end $$;
create trigger keep_sign_in_address after insert or update of email on user_account
  for each row execute function keep_sign_in_address();

drop policy due_anywhere on escalation_due;
drop policy own_tenant on escalation_due;
${dueTable('escalation_due')}
`;

/** Every list is read from an index in its own order. */
const indexes = `
-- an open order's whole list is small and read alike for every queue; a closed one's grows for ever
drop index chat_order_queue;
create index chat_order_queue on chat_order (tenant_id, answered, waiting_since, room_id) include (assignee_id, status) where is_open;
create index chat_order_closed on chat_order (tenant_id, status, answered, waiting_since, room_id) where not is_open;
create index chat_order_closed_of on chat_order (tenant_id, assignee_id, status, answered, waiting_since, room_id) where not is_open;
drop index chat_order_of_patient;
create index chat_order_of_patient on chat_order (tenant_id, patient_id, answered, waiting_since, room_id);

-- tasks without a time are due last: a stored key, because below a policy coalesce cannot be an index condition
alter table task add column due_key timestamptz(3) not null generated always as (coalesce(due_at, 'infinity')) stored;
drop index task_by_due, task_of_assignee, task_of_patient;
create index task_by_due on task (tenant_id, state, due_key, id);
create index task_of_assignee on task (tenant_id, assignee_id, state, due_key, id);
create index task_of_patient on task (tenant_id, patient_id, state, due_key, id);

drop index prior_auth_of_patient, lab_result_of_patient;
create index prior_auth_of_patient on prior_auth (tenant_id, patient_id, status, id);
create index prior_auth_of_creator on prior_auth (tenant_id, created_by_id, status, id);
create index prior_auth_by_status on prior_auth (tenant_id, status, id);
create index lab_result_of_patient on lab_result (tenant_id, patient_id, status, id);
create index lab_result_of_orderer on lab_result (tenant_id, ordered_by_id, status, id);
create index lab_result_by_status on lab_result (tenant_id, status, id);

drop index appointment_by_time, appointment_of_patient;
-- with what a month asks for to count its visits
create index appointment_by_time on appointment (tenant_id, starts_at, id) include (status);
create index appointment_of_patient on appointment (tenant_id, patient_id, starts_at, id);
create index appointment_of_provider on appointment (tenant_id, provider_id, starts_at, id) include (status);

drop index notification_unread;
create index notification_unread on notification (tenant_id, user_id, id) where read_at is null;
create index notification_by_type on notification (tenant_id, user_id, type, id);

drop index room_member_of_user;
create index room_member_of_user on room_member (tenant_id, user_id, room_id);
-- those that are not over are the last of a person's
drop index session_of_user;
create index session_of_user on session (tenant_id, user_id, expires_at);
create index user_account_staff on user_account (tenant_id, name, id) where role <> 'patient';
create index patient_by_name on patient (tenant_id, name) include (id);
`;

/** What an earlier ANALYZE has learned of tenants stays in the catalogue until it is cleared, which Postgres can since 18. */
const clearTenants = (table: string): string => `select pg_clear_attribute_stats('public', '${table}', 'tenant_id', false);\n`;

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(policies).execute(db);
  await sql.raw(indexes).execute(db);
  await sql.raw(searchWords).execute(db);
  const { rows: tables } = await sql<{ name: string; version: number }>`
    select c.relname as name, current_setting('server_version_num')::int as version
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')`.execute(db);
  for (const { name, version } of tables) await sql.raw(forgetTenants(name) + (version >= 180_000 ? clearTenants(name) : '')).execute(db);
}
