import { sql, type Kysely } from 'kysely';
import { isolate } from './isolate.ts';

/**
 * Every table of a tenant starts all its keys with `tenant_id` and has row-level security forced.
 * `installation` and `signing_key` belong to the whole installation and hold nothing of a tenant.
 */
const tables = `
create table installation (
  -- one row
  id boolean primary key default true check (id),
  -- names this history of the log; a restored backup gets a new one, so that no client mistakes old numbers for new
  epoch text not null
);

create table signing_key (
  id text primary key,
  public_jwk jsonb not null,
  -- wrapped with SECRET_KEY
  private_key text not null,
  created_at timestamptz not null default now(),
  retired_at timestamptz
);

create table tenant (
  tenant_id uuid primary key,
  name text not null,
  kind text not null check (kind in ('pharmacy', 'clinic')),
  time_zone text not null default 'UTC',
  created_at timestamptz not null default now()
);

create table user_account (
  tenant_id uuid not null references tenant,
  id uuid not null,
  email text not null check (email = lower(email)),
  name text not null,
  role text not null check (role in ('admin','pharmacist','technician','provider','nurse','front_desk','patient')),
  password_hash text not null,
  disabled_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, email)
);
create index user_account_by_email on user_account (email);

create table patient (
  tenant_id uuid not null references tenant,
  id uuid not null,
  name text not null,
  date_of_birth date not null,
  -- the account with which the patient signs in, when they have one
  user_id uuid,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, user_id),
  foreign key (tenant_id, user_id) references user_account (tenant_id, id)
);

create table session (
  tenant_id uuid not null references tenant,
  id uuid not null,
  user_id uuid not null,
  user_agent text,
  created_at timestamptz not null default now(),
  last_used_at timestamptz not null default now(),
  expires_at timestamptz not null,
  ended_at timestamptz,
  ended_because text check (ended_because in ('logout','reuse','disabled','password','role')),
  primary key (tenant_id, id),
  foreign key (tenant_id, user_id) references user_account (tenant_id, id)
);
create index session_of_user on session (tenant_id, user_id) where ended_at is null;

create table refresh_token (
  tenant_id uuid not null,
  -- sha-256 of the token; the token itself is nowhere
  token_hash bytea not null,
  session_id uuid not null,
  issued_at timestamptz not null default now(),
  used_at timestamptz,
  primary key (tenant_id, token_hash),
  foreign key (tenant_id, session_id) references session (tenant_id, id)
);

create index refresh_token_of_session on refresh_token (tenant_id, session_id);

create table topic (
  tenant_id uuid not null references tenant,
  name text not null,
  seq bigint not null default 0,
  primary key (tenant_id, name)
);

create table event (
  tenant_id uuid not null,
  topic text not null,
  seq bigint not null,
  at timestamptz not null,
  type text not null,
  audience text not null check (audience in ('everyone', 'staff')),
  -- what a subscriber receives, as it is sent
  body text not null,
  primary key (tenant_id, topic, seq),
  foreign key (tenant_id, topic) references topic (tenant_id, name)
);

create table room (
  tenant_id uuid not null references tenant,
  id uuid not null,
  kind text not null check (kind in ('chat_order', 'thread')),
  created_at timestamptz not null default now(),
  primary key (tenant_id, id)
);

create table room_member (
  tenant_id uuid not null,
  room_id uuid not null,
  user_id uuid not null,
  joined_at timestamptz not null default now(),
  primary key (tenant_id, room_id, user_id),
  foreign key (tenant_id, room_id) references room (tenant_id, id),
  foreign key (tenant_id, user_id) references user_account (tenant_id, id)
);
create index room_member_of_user on room_member (tenant_id, user_id);

-- how far each person has got in a room, whether or not they are a member of it
create table room_progress (
  tenant_id uuid not null,
  room_id uuid not null,
  user_id uuid not null,
  last_read_seq bigint not null default 0,
  last_delivered_seq bigint not null default 0,
  primary key (tenant_id, room_id, user_id),
  foreign key (tenant_id, room_id) references room (tenant_id, id),
  foreign key (tenant_id, user_id) references user_account (tenant_id, id)
);

create table message (
  tenant_id uuid not null,
  room_id uuid not null,
  seq bigint not null,
  id uuid not null,
  client_message_id uuid not null,
  sender_id uuid not null,
  content text not null,
  message_type text not null check (message_type in ('text','image','file','prescription','system')),
  visibility text not null check (visibility in ('everyone', 'staff')),
  priority text not null check (priority in ('normal', 'urgent')),
  created_at timestamptz not null,
  primary key (tenant_id, room_id, seq),
  unique (tenant_id, sender_id, client_message_id),
  foreign key (tenant_id, room_id) references room (tenant_id, id),
  foreign key (tenant_id, sender_id) references user_account (tenant_id, id)
);

create table chat_order (
  tenant_id uuid not null,
  room_id uuid not null,
  patient_id uuid not null,
  status text not null check (status in
    ('requested','in_review','awaiting_patient','confirmed','preparing','ready','completed','cancelled','rejected')),
  is_open boolean not null generated always as (status not in ('completed','cancelled','rejected')) stored,
  version integer not null default 1,
  assignee_id uuid,
  claimed_by_id uuid,
  -- milliseconds, as the cursors of the list have them
  waiting_since timestamptz(3) not null,
  -- whether the pharmacy wrote last
  answered boolean not null default false,
  created_by_id uuid not null,
  client_order_id uuid not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, room_id),
  unique (tenant_id, created_by_id, client_order_id),
  foreign key (tenant_id, room_id) references room (tenant_id, id),
  foreign key (tenant_id, patient_id) references patient (tenant_id, id),
  foreign key (tenant_id, assignee_id) references user_account (tenant_id, id),
  foreign key (tenant_id, claimed_by_id) references user_account (tenant_id, id),
  foreign key (tenant_id, created_by_id) references user_account (tenant_id, id)
);
create index chat_order_queue on chat_order (tenant_id, waiting_since, room_id) where is_open;
create index chat_order_of_patient on chat_order (tenant_id, patient_id);

create table order_item (
  tenant_id uuid not null,
  room_id uuid not null,
  id uuid not null,
  position integer not null,
  name text not null,
  strength text not null,
  quantity integer not null check (quantity > 0),
  directions text not null,
  primary key (tenant_id, room_id, id),
  foreign key (tenant_id, room_id) references chat_order (tenant_id, room_id)
);

create table order_change (
  tenant_id uuid not null,
  room_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('created','claimed','taken_over','released','assigned','status_changed','items_changed')),
  actor_id uuid not null,
  from_value text,
  to_value text,
  reason text,
  at timestamptz not null,
  primary key (tenant_id, room_id, id),
  foreign key (tenant_id, room_id) references chat_order (tenant_id, room_id),
  foreign key (tenant_id, actor_id) references user_account (tenant_id, id)
);

create table audit_entry (
  tenant_id uuid not null references tenant,
  id uuid not null,
  at timestamptz not null default now(),
  actor_id uuid,
  session_id uuid,
  action text not null,
  room_id uuid,
  patient_id uuid,
  outcome text not null check (outcome in ('allowed', 'denied')),
  primary key (tenant_id, id)
);
`;

const tenantTables = [
  'tenant',
  'user_account',
  'patient',
  'session',
  'refresh_token',
  'topic',
  'event',
  'room',
  'room_member',
  'room_progress',
  'message',
  'chat_order',
  'order_item',
  'order_change',
  'audit_entry',
];

/**
 * The application's role owns nothing. It reads and writes rows, and may neither change nor delete what is history.
 * Signing in finds a person by e-mail before any tenant is known: the one row that the transaction names, and no other.
 */
const rights = `
create policy sign_in on user_account for select
  using (email = nullif(current_setting('app.sign_in_email', true), ''));
-- the operator who owns the database, and nobody else, may ask which tenants there are
create policy list_tenants on tenant for select to current_user using (true);
grant usage on schema public to medsync_app;
grant select on installation, signing_key to medsync_app;
grant select, insert, update on tenant, user_account, patient, session, refresh_token, topic, room, room_member,
  room_progress, message, chat_order to medsync_app;
grant select, insert, update, delete on order_item to medsync_app;
grant select, insert on event, order_change, audit_entry to medsync_app;
grant delete on refresh_token, room_member to medsync_app;
`;

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(tables).execute(db);
  await sql.raw(tenantTables.map(isolate).join('')).execute(db);
  await sql.raw(rights).execute(db);
}
