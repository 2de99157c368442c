import { sql, type Kysely } from 'kysely';
import { isolate } from './isolate.ts';

const tables = `
create table task (
  tenant_id uuid not null,
  id uuid not null,
  title text not null,
  patient_id uuid,
  assignee_id uuid,
  state text not null default 'open' check (state in ('open', 'done')),
  -- milliseconds, as the cursors of the list have them
  due_at timestamptz(3),
  completed_by_id uuid,
  completed_at timestamptz,
  version integer not null default 1,
  created_by_id uuid not null,
  client_task_id uuid not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, created_by_id, client_task_id),
  foreign key (tenant_id, patient_id) references patient (tenant_id, id),
  foreign key (tenant_id, assignee_id) references user_account (tenant_id, id),
  foreign key (tenant_id, completed_by_id) references user_account (tenant_id, id),
  foreign key (tenant_id, created_by_id) references user_account (tenant_id, id),
  check ((state = 'done') = (completed_at is not null and completed_by_id is not null))
);
create index task_by_due on task (tenant_id, state, due_at, id);
create index task_of_assignee on task (tenant_id, assignee_id, state);
create index task_of_patient on task (tenant_id, patient_id);

create table prior_auth (
  tenant_id uuid not null,
  id uuid not null,
  patient_id uuid not null,
  medication text not null,
  payer text not null,
  status text not null default 'draft' check (status in ('draft','submitted','pending','approved','denied','expired')),
  status_since timestamptz not null,
  note text,
  version integer not null default 1,
  created_by_id uuid not null,
  client_prior_auth_id uuid not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, created_by_id, client_prior_auth_id),
  foreign key (tenant_id, patient_id) references patient (tenant_id, id),
  foreign key (tenant_id, created_by_id) references user_account (tenant_id, id)
);
create index prior_auth_of_patient on prior_auth (tenant_id, patient_id);

create table lab_result (
  tenant_id uuid not null,
  id uuid not null,
  patient_id uuid not null,
  test text not null,
  ordered_by_id uuid not null,
  status text not null default 'ordered' check (status in ('ordered','ready','reviewed')),
  status_since timestamptz not null,
  reviewed_by_id uuid,
  version integer not null default 1,
  created_by_id uuid not null,
  client_lab_result_id uuid not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, created_by_id, client_lab_result_id),
  foreign key (tenant_id, patient_id) references patient (tenant_id, id),
  foreign key (tenant_id, ordered_by_id) references user_account (tenant_id, id),
  foreign key (tenant_id, reviewed_by_id) references user_account (tenant_id, id),
  foreign key (tenant_id, created_by_id) references user_account (tenant_id, id),
  check ((status = 'reviewed') = (reviewed_by_id is not null))
);
create index lab_result_of_patient on lab_result (tenant_id, patient_id);

create table notification (
  tenant_id uuid not null,
  user_id uuid not null,
  id uuid not null,
  type text not null check (type in ('message.mention','order.assigned','order.status_changed','appointment.changed',
    'task.assigned','prior_auth.status_changed','lab_result.ready','alert.urgent','announcement')),
  title text not null,
  body text not null,
  entity_kind text check (entity_kind in
    ('chat_order','thread','appointment','task','prior_auth','lab_result','alert','announcement')),
  entity_id uuid,
  created_at timestamptz not null,
  read_at timestamptz,
  primary key (tenant_id, user_id, id),
  foreign key (tenant_id, user_id) references user_account (tenant_id, id),
  check ((entity_kind is null) = (entity_id is null))
);
create index notification_unread on notification (tenant_id, user_id) where read_at is null;
-- an announcement that is sent again reaches only those whom it has not reached
create unique index notification_announced on notification (tenant_id, user_id, entity_id) where type = 'announcement';

create table notification_settings (
  tenant_id uuid not null,
  user_id uuid not null,
  -- what the person chose: notification type to channels
  channels jsonb not null default '{}',
  quiet_hours jsonb,
  primary key (tenant_id, user_id),
  foreign key (tenant_id, user_id) references user_account (tenant_id, id)
);

create table announcement (
  tenant_id uuid not null,
  id uuid not null,
  title text not null,
  body text not null,
  sent_by_id uuid not null,
  client_announcement_id uuid not null,
  sent_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, sent_by_id, client_announcement_id),
  foreign key (tenant_id, sent_by_id) references user_account (tenant_id, id)
);
`;

const tenantTables = ['task', 'prior_auth', 'lab_result', 'notification', 'notification_settings', 'announcement'];

const rights = `
grant select, insert, update on task, prior_auth, lab_result, notification_settings to medsync_app;
grant select, insert, update (read_at) on notification to medsync_app;
grant select, insert on announcement to medsync_app;
`;

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(tables).execute(db);
  await sql.raw(tenantTables.map(isolate).join('')).execute(db);
  await sql.raw(rights).execute(db);
}
