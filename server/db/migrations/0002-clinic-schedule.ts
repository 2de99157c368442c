import { sql, type Kysely } from 'kysely';
import { isolate } from './isolate.ts';

const tables = `
-- lets an exclusion constraint compare ids beside ranges
create extension if not exists btree_gist;

create table appointment (
  tenant_id uuid not null references tenant,
  id uuid not null,
  patient_id uuid not null,
  provider_id uuid not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > starts_at),
  status text not null check (status in
    ('scheduled','confirmed','checked_in','in_room','with_provider','completed','no_show','cancelled')),
  status_since timestamptz not null,
  reason text not null,
  room_name text,
  overbooked boolean not null default false,
  overbook_reason text,
  cancel_reason text,
  version integer not null default 1,
  created_by_id uuid not null,
  client_appointment_id uuid not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, created_by_id, client_appointment_id),
  foreign key (tenant_id, patient_id) references patient (tenant_id, id),
  foreign key (tenant_id, provider_id) references user_account (tenant_id, id),
  foreign key (tenant_id, created_by_id) references user_account (tenant_id, id),
  check (not overbooked or overbook_reason is not null),
  -- double-booking is impossible unless somebody said that they mean it
  constraint appointment_provider_busy exclude using gist
    (tenant_id with =, provider_id with =, tstzrange(starts_at, ends_at) with &&)
    where (status not in ('cancelled', 'no_show') and not overbooked)
);
create index appointment_by_time on appointment (tenant_id, starts_at);
create index appointment_of_patient on appointment (tenant_id, patient_id, starts_at);

create table appointment_change (
  tenant_id uuid not null,
  appointment_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('created','moved','changed','cancelled','status_changed')),
  actor_id uuid not null,
  from_value text,
  to_value text,
  reason text,
  at timestamptz not null,
  primary key (tenant_id, appointment_id, id),
  foreign key (tenant_id, appointment_id) references appointment (tenant_id, id),
  foreign key (tenant_id, actor_id) references user_account (tenant_id, id)
);
`;

const rights = `
grant select, insert, update on appointment to medsync_app;
grant select, insert on appointment_change to medsync_app;
`;

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(tables).execute(db);
  await sql.raw(['appointment', 'appointment_change'].map(isolate).join('')).execute(db);
  await sql.raw(rights).execute(db);
}
