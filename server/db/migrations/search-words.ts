import { dueTable, tenantTable } from './tenant-table.ts';

/** Between words, and words of their own: what somebody may search for although it is no letter. */
const signs = String.raw`!-/:-@\[-${'`'}{-~\u00A1\u00AB\u00BB\u00BF\u2000-\u206F`;

/**
 * The words of names and items, kept by triggers in the transaction of what they were taken from, whoever writes it, and those
 * of messages, kept a moment later.
 * `search_words` takes the words of a text and of what is searched for alike: without case, accents, ligatures and
 * apostrophes. Words are compared as plain text of collation "C", which below a policy is an index condition.
 */
export const searchWords = `
create function search_words(value text) returns text[] language sql immutable parallel safe as $$
  select coalesce(array_agg(distinct left(found[1], 60)), '{}')
  from regexp_matches(
    replace(replace(replace(replace(
      translate(
        lower(regexp_replace(translate(normalize(value, NFKD), U&'''\\2019\\2018\\02BC\\00B4\`', ''), '[\\u0300-\\u036F]', '', 'g')),
        U&'\\00F8\\0142\\0111\\0127\\0131\\2010\\2011\\2012\\2013\\2014\\2212', 'oldhi------'),
      U&'\\00DF', 'ss'), U&'\\00E6', 'ae'), U&'\\0153', 'oe'), U&'\\00FE', 'th'),
    '[^\\s${signs}]+|[${signs}]', 'g') found
$$;

-- a part of a name is enough: its words, and what follows their first letters
create function search_parts(value text) returns text[] language sql immutable parallel safe as $$
  select coalesce(array_agg(distinct part), '{}') from unnest(search_words(value)) word
  cross join lateral (select word union select substr(word, n) from generate_series(2, length(word) - 2) n) parts (part)
$$;

create table search_word (
  tenant_id uuid not null,
  -- of a patient by name; of an order by its patient and what everyone in it wrote, by its items, by internal notes
  kind text not null check (kind in ('patient', 'order', 'item', 'note')),
  word text collate "C" not null,
  -- the patient's or the room's
  id uuid not null,
  primary key (tenant_id, kind, word, id)
);

create function keep_patient_words() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    delete from search_word where tenant_id = old.tenant_id and kind = 'patient' and word = any(search_parts(old.name)) and id = old.id;
    insert into search_word (tenant_id, kind, word, id)
    select new.tenant_id, 'order', word, o.room_id from chat_order o, unnest(search_words(new.name)) word
    where o.tenant_id = new.tenant_id and o.patient_id = new.id on conflict do nothing;
  end if;
  insert into search_word (tenant_id, kind, word, id)
  select new.tenant_id, 'patient', word, new.id from unnest(search_parts(new.name)) word on conflict do nothing;
  return null;
end $$;
create trigger keep_patient_words after insert or update of name on patient for each row execute function keep_patient_words();

create function keep_order_words() returns trigger language plpgsql as $$
begin
  insert into search_word (tenant_id, kind, word, id)
  select new.tenant_id, 'order', word, new.room_id from patient p, unnest(search_words(p.name)) word
  where p.tenant_id = new.tenant_id and p.id = new.patient_id on conflict do nothing;
  return null;
end $$;
create trigger keep_order_words after insert on chat_order for each row execute function keep_order_words();

create function keep_item_words() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' then
    delete from search_word where tenant_id = old.tenant_id and kind = 'item' and word = any(search_words(old.name)) and id = old.room_id;
    insert into search_word (tenant_id, kind, word, id)
    select i.tenant_id, 'item', word, i.room_id from order_item i, unnest(search_words(i.name)) word
    where i.tenant_id = old.tenant_id and i.room_id = old.room_id on conflict do nothing;
  else
    insert into search_word (tenant_id, kind, word, id)
    select new.tenant_id, 'item', word, new.room_id from unnest(search_words(new.name)) word on conflict do nothing;
  end if;
  return null;
end $$;
create trigger keep_item_words after insert or update of name or delete on order_item for each row execute function keep_item_words();

-- Messages whose words are not kept yet, of all tenants: ids, and nothing else. Taking the words costs ten times what storing
-- the message does, so it is done a moment later, by a worker that knows no tenant or by whoever searches first.
create table search_due (
  tenant_id uuid not null,
  room_id uuid not null,
  seq bigint not null,
  primary key (tenant_id, room_id, seq)
);

create function note_search_due() returns trigger language plpgsql as $$
begin
  insert into search_due (tenant_id, room_id, seq) select tenant_id, room_id, seq from message_rows;
  return null;
end $$;
create trigger note_search_due after insert on message referencing new table as message_rows
  for each statement execute function note_search_due();

alter table patient no force row level security;
alter table chat_order no force row level security;
alter table order_item no force row level security;
alter table message no force row level security;
insert into search_word (tenant_id, kind, word, id)
  select p.tenant_id, 'patient', word, p.id from patient p, unnest(search_parts(p.name)) word
  union select o.tenant_id, 'order', word, o.room_id from chat_order o join patient p on p.tenant_id = o.tenant_id and p.id = o.patient_id, unnest(search_words(p.name)) word
  union select i.tenant_id, 'item', word, i.room_id from order_item i, unnest(search_words(i.name)) word;
-- years of messages are taken by the worker, beside the work of the day
insert into search_due (tenant_id, room_id, seq)
  select m.tenant_id, m.room_id, m.seq from message m join chat_order o on o.tenant_id = m.tenant_id and o.room_id = m.room_id;
alter table patient force row level security;
alter table chat_order force row level security;
alter table order_item force row level security;
alter table message force row level security;
${tenantTable('search_word')}
${dueTable('search_due')}
grant select, insert, delete on search_word to medsync_app;
grant select, insert, update, delete on search_due to medsync_app;
`;
