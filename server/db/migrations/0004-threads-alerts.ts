import { sql, type Kysely } from 'kysely';
import { isolate } from './isolate.ts';

const tables = `
create table thread (
  tenant_id uuid not null,
  room_id uuid not null,
  subject text not null,
  patient_id uuid,
  created_by_id uuid not null,
  client_thread_id uuid not null,
  -- milliseconds, as the cursors of the list have them
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  primary key (tenant_id, room_id),
  constraint thread_once unique (tenant_id, created_by_id, client_thread_id),
  foreign key (tenant_id, room_id) references room (tenant_id, id),
  foreign key (tenant_id, patient_id) references patient (tenant_id, id),
  foreign key (tenant_id, created_by_id) references user_account (tenant_id, id)
);
create index thread_by_time on thread (tenant_id, updated_at desc, room_id desc);
create index thread_of_patient on thread (tenant_id, patient_id) where patient_id is not null;

alter table message add column mention_ids uuid[] not null default '{}';

create table alert (
  tenant_id uuid not null references tenant,
  id uuid not null,
  message text not null,
  patient_id uuid,
  raised_by_id uuid not null,
  client_alert_id uuid not null,
  raised_at timestamptz(3) not null,
  version integer not null default 1,
  -- how far it has climbed, and when it climbs on
  level text not null check (level in ('user', 'role', 'tenant')),
  next_step_at timestamptz(3),
  acknowledged_by_id uuid,
  acknowledged_at timestamptz(3),
  primary key (tenant_id, id),
  constraint alert_once unique (tenant_id, raised_by_id, client_alert_id),
  foreign key (tenant_id, patient_id) references patient (tenant_id, id),
  foreign key (tenant_id, raised_by_id) references user_account (tenant_id, id),
  foreign key (tenant_id, acknowledged_by_id) references user_account (tenant_id, id),
  check ((acknowledged_by_id is null) = (acknowledged_at is null)),
  check (acknowledged_at is null or next_step_at is null)
);
create index alert_by_time on alert (tenant_id, raised_at desc, id desc);
create index alert_open on alert (tenant_id, raised_at desc, id desc) where acknowledged_at is null;

create table alert_entry (
  tenant_id uuid not null,
  alert_id uuid not null,
  id uuid not null,
  -- the version of the alert that came of it: the order in which things happened, whatever clocks say
  version integer not null,
  kind text not null check (kind in ('raised', 'delivered', 'seen', 'escalated', 'acknowledged')),
  user_id uuid,
  target_kind text check (target_kind in ('user', 'role', 'tenant')),
  -- of a person their id, of a role its name
  target_id text,
  at timestamptz(3) not null,
  primary key (tenant_id, alert_id, id),
  foreign key (tenant_id, alert_id) references alert (tenant_id, id),
  foreign key (tenant_id, user_id) references user_account (tenant_id, id),
  check ((kind in ('raised', 'escalated')) = (target_kind is not null)),
  check ((kind = 'escalated') = (user_id is null))
);
-- delivered to and seen by a person once, each level reached once, taken once
create unique index alert_entry_of_person on alert_entry (tenant_id, alert_id, kind, user_id) where kind in ('delivered', 'seen');
create unique index alert_entry_of_level on alert_entry (tenant_id, alert_id, target_kind) where target_kind is not null;
create unique index alert_entry_acknowledged on alert_entry (tenant_id, alert_id) where kind = 'acknowledged';

-- Which alerts climb when, of all tenants: ids and times, and nothing else. A worker that knows no tenant may read it.
create table escalation_due (
  tenant_id uuid not null,
  alert_id uuid not null,
  due_at timestamptz(3) not null,
  primary key (tenant_id, alert_id),
  foreign key (tenant_id, alert_id) references alert (tenant_id, id)
);
create index escalation_due_by_time on escalation_due (due_at);
`;

const rights = `
create policy due_anywhere on escalation_due for select using (true);
grant select, insert, update on thread, alert to medsync_app;
grant select, insert on alert_entry to medsync_app;
grant select, insert, update, delete on escalation_due to medsync_app;
`;

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(tables).execute(db);
  await sql.raw(['thread', 'alert', 'alert_entry', 'escalation_due'].map(isolate).join('')).execute(db);
  await sql.raw(rights).execute(db);
}
