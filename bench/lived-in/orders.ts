/**
 * Orders and what was said in them. A room's log is: who opened it, the note, the order, the colleague who took it and the
 * order again, the conversation, and at the end of a closed order two steps. One order in twenty is open and recent; most are
 * short and a few very long, and they come in bursts at the hour at which the doors open.
 */
export const ordersSql = `
create temp table lived_order as
with drawn as (
  select t.no, t.tenant_id, n, t.staff, t.patients, t.moved_in, t.long_room, n = 1 or pg_temp.chance('open', t.no, n) < 0.05 as open,
    pg_temp.chance('by phone', t.no, n) < 0.1 as by_phone, pg_temp.chance('when', t.no, n) as when_drawn, pg_temp.chance('hour', t.no, n) as hour
  from lived_tenant t cross join generate_series(1::bigint, t.orders) n
), timed as (
  select *, case
      when n = 1 then moved_in + (pg_temp.present() - moved_in) / 2
      when open then pg_temp.present() - interval '3 days' * when_drawn ^ 2 - interval '10 minutes'
      else least(
        date_trunc('day', moved_in + (pg_temp.present() - moved_in) * sqrt(when_drawn)) + interval '8 hours'
          + case when hour < 0.3 then interval '20 minutes' * hour else interval '10 hours' * hour end,
        pg_temp.present() - interval '2 days')
    end as created_at,
    open and n > 1 and pg_temp.chance('taken', no, n) > 0.7 as unassigned
  from drawn
), counted as (
  select d.*, p.id as patient_id, p.name as patient_name, p.born, p.user_id as patient_user_id, s.id as staff_id, s.name as staff_name, s.role as staff_role,
    case
      when d.n = 1 then long_room
      when by_phone or unassigned then 1 + d.n % 3
      else least(400, 2 + floor(5 * power(1 - pg_temp.chance('lines', d.no, d.n), -0.55)))
    end::int as lines,
    case when open and unassigned then 'requested'
      when open then pg_temp.one_of(array['in_review', 'awaiting_patient', 'confirmed', 'preparing', 'ready'], pg_temp.chance('status', d.no, d.n))
      else pg_temp.one_of(array['completed', 'completed', 'completed', 'completed', 'cancelled', 'rejected'], pg_temp.chance('status', d.no, d.n)) end as status
  from timed d
  -- of five patients the first two and the fifth have an account, and the others call
  join lived_patient p on p.no = d.no and p.n = least(patients, 5 * floor(patients / 5 * pg_temp.chance('whose', d.no, d.n))::int + case when by_phone then 3 else (array[1, 2, 5])[1 + d.n % 3] end)
  join lived_staff s on s.no = d.no and s.n = 1 + (d.n % case when open then staff else staff + staff / 2 end)::int
)
select no, tenant_id, n, pg_temp.id_of('order', no, n::text, created_at) as room_id, patient_id, patient_name, born,
  patient_user_id, staff_id, staff_name, staff_role, open, unassigned, status, lines, created_at,
  patient_user_id is null as by_phone,
  patient_user_id is not null and not unassigned as taken,
  case when open then pg_temp.present() - interval '1 minute' else least(pg_temp.present() - interval '1 hour', created_at + interval '6 hours' + interval '3 days' * pg_temp.chance('lasted', no, n)) end as ends_at,
  3 + lines + case when patient_user_id is not null and not unassigned then 2 else 0 end + case when open then 0 else 2 end as last_seq
from counted;
create unique index on lived_order (no, n);
analyze lived_order;

insert into room (tenant_id, id, kind, created_at) select tenant_id, room_id, 'chat_order', created_at from lived_order order by created_at;

insert into order_item (tenant_id, room_id, id, position, name, strength, quantity, directions)
select tenant_id, room_id, pg_temp.id_of('item', no, n || ' ' || position, created_at), position, pg_temp.medicine(no, n * 5 + position),
  (array['5 mg', '20 mg', '500 mg', ''])[1 + (n + position) % 4], 1 + (n % 3)::int, 'One in the morning'
from lived_order cross join lateral generate_series(0, (n % 4)::int) position order by created_at;

insert into lived_entry (no, room_id, n, seq, at, kind, user_id, name, role, visibility, order_status)
select no, room_id, n, k,
  -- people write several lines at once, then nothing for a while
  least(created_at + (ends_at - created_at) * power((k - 1 - (k - 1) % 5)::float8 / last_seq, 2) + interval '20 seconds' * ((k - 1) % 5), pg_temp.present()),
  kind,
  case when by_patient then patient_user_id else staff_id end,
  case when by_patient then patient_name else staff_name end,
  case when by_patient then 'patient' else staff_role end,
  case when not by_patient and kind = 'message' and k % 19 = 0 then 'staff' else 'everyone' end,
  case when kind <> 'order' then null when k = 3 then 'requested' when k = last_seq then status when k = last_seq - 1 and not open then 'ready' else 'in_review' end
from lived_order
cross join lateral generate_series(1, last_seq) k
cross join lateral (
  select case
    when k = 1 or (taken and k = 4) then 'joined'
    when k = 3 or (taken and k = 5) or (not open and k > last_seq - 2) then 'order'
    else 'message' end as kind
) entry
cross join lateral (select not by_phone and (k < 4 or not taken or (k <> 4 and pg_temp.chance('who', no, n * 100000 + k) < 0.5)) as by_patient) hand;

create index on lived_entry (room_id);
analyze lived_entry;

insert into chat_order (tenant_id, room_id, patient_id, status, version, assignee_id, claimed_by_id, waiting_since, answered, created_by_id, client_order_id, created_at, updated_at)
with turn as (
  select room_id, max(seq) filter (where role <> 'patient') as answer from lived_entry where kind = 'message' and visibility = 'everyone' and n_thread is null group by room_id
), since as (
  select e.room_id, coalesce(min(at) filter (where seq > coalesce(turn.answer, 0)), max(at) filter (where seq = turn.answer)) as at, max(seq) = max(turn.answer) as answered
  from lived_entry e join turn using (room_id) where kind = 'message' and visibility = 'everyone' group by e.room_id
)
select tenant_id, room_id, patient_id, status, case when taken then 2 else 1 end + case when open then 0 else 2 end,
  case when not unassigned then staff_id end, case when open and taken then staff_id end, coalesce(since.at, created_at), coalesce(since.answered, false),
  case when by_phone then staff_id else patient_user_id end, pg_temp.id_of('client order', no, n::text, created_at), created_at, ends_at
from lived_order left join since using (room_id) order by created_at;

insert into order_change (tenant_id, room_id, id, kind, actor_id, from_value, to_value, at)
select tenant_id, room_id, pg_temp.id_of('change', no, n || kind, at), kind, actor, from_value, to_value, at from (
  select o.*, 'created' as kind, coalesce(patient_user_id, staff_id) as actor, null as from_value, 'requested' as to_value, created_at as at from lived_order o
  union all select o.*, 'claimed', staff_id, null, staff_name, created_at + interval '1 minute' from lived_order o where taken
  union all select o.*, 'status_changed', staff_id, 'ready', status, ends_at from lived_order o where not open
) change order by at;

insert into room_member (tenant_id, room_id, user_id, joined_at)
select tenant_id, room_id, coalesce(patient_user_id, staff_id), created_at from lived_order
union all select tenant_id, room_id, staff_id, created_at + interval '1 minute' from lived_order where taken order by 4;

-- what is closed has been read; of what is open the pharmacy has read most
insert into room_progress (tenant_id, room_id, user_id, last_read_seq, last_delivered_seq)
select tenant_id, room_id, patient_user_id, last_seq, last_seq from lived_order where patient_user_id is not null
union all select tenant_id, room_id, staff_id, last_seq - case when open then (n % 3)::int else 0 end, last_seq from lived_order where not unassigned;
`;
