import { sql, type Kysely } from 'kysely';
import { tenantTable } from './tenant-table.ts';

/**
 * Who asked for an order, for whom and when, which never changes. A message moves the order in the queue, and then every index of
 * `chat_order` gets a new entry: what is looked for by these columns is looked for here. Kept by a trigger, whoever writes the order.
 */
const requests = `
create table order_request (
  tenant_id uuid not null,
  created_by_id uuid not null,
  client_order_id uuid not null,
  room_id uuid not null,
  patient_id uuid not null,
  created_at timestamptz not null,
  primary key (tenant_id, created_by_id, client_order_id)
);
alter table chat_order no force row level security;
insert into order_request (tenant_id, created_by_id, client_order_id, room_id, patient_id, created_at)
  select tenant_id, created_by_id, client_order_id, room_id, patient_id, created_at from chat_order;
alter table chat_order force row level security;
create index order_request_of_patient on order_request (tenant_id, patient_id, room_id);
create index order_request_by_time on order_request (tenant_id, created_by_id, created_at);
${tenantTable('order_request')}
grant select, insert on order_request to medsync_app;

alter table chat_order drop constraint chat_order_tenant_id_created_by_id_client_order_id_key;
drop index chat_order_created_by, chat_order_of_patient;
-- by its name the application knows that an order is there already, nodes of the version before too
alter table order_request rename constraint order_request_pkey to chat_order_tenant_id_created_by_id_client_order_id_key;

create function keep_order_request() returns trigger language plpgsql as $$
begin
  insert into order_request (tenant_id, created_by_id, client_order_id, room_id, patient_id, created_at)
  values (new.tenant_id, new.created_by_id, new.client_order_id, new.room_id, new.patient_id, new.created_at);
  return null;
end $$;
create trigger keep_order_request after insert on chat_order for each row execute function keep_order_request();

create or replace function keep_patient_words() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    delete from search_word where tenant_id = old.tenant_id and kind = 'patient' and word = any(search_parts(old.name)) and id = old.id;
    insert into search_word (tenant_id, kind, word, id)
    select new.tenant_id, 'order', word, o.room_id from order_request o, unnest(search_words(new.name)) word
    where o.tenant_id = new.tenant_id and o.patient_id = new.id on conflict do nothing;
  end if;
  insert into search_word (tenant_id, kind, word, id)
  select new.tenant_id, 'patient', word, new.id from unnest(search_parts(new.name)) word on conflict do nothing;
  return null;
end $$;
`;

/**
 * What every message adds is not checked against what it refers to: topic and room were locked, and the sender let in, in the same
 * transaction, row-level security checks the tenant, and nobody but the owner may delete one of them.
 */
const references = `
alter table event drop constraint event_tenant_id_topic_fkey;
alter table message drop constraint message_tenant_id_room_id_fkey, drop constraint message_tenant_id_sender_id_fkey;
alter table room_member drop constraint room_member_tenant_id_room_id_fkey, drop constraint room_member_tenant_id_user_id_fkey;
alter table audit_entry drop constraint audit_entry_tenant_id_fkey1;
`;

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(requests).execute(db);
  await sql.raw(references).execute(db);
}
