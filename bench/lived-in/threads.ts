/** Conversations among staff; the first of a tenant is the long one in which everyone is and which everyone has read. */
export const threadsSql = `
create temp table lived_thread as
select no, tenant_id, n, pg_temp.id_of('thread', no, n::text, created_at) as room_id, created_at, staff,
  case when n = 1 then staff else least(staff, 3 + (n % 9)::int) end as members,
  case when n = 1 then long_thread else 2 + floor(4 * power(1 - pg_temp.chance('thread lines', no, n), -0.6))::int end as lines,
  case when n % 3 = 0 then (select p.id from lived_patient p where p.no = t.no and p.n = 1 + t.n % t.patients) end as patient_id
from (select lived_tenant.*, n, moved_in + (pg_temp.present() - moved_in) * 0.99 * pg_temp.chance('thread', no, n) as created_at
  from lived_tenant cross join generate_series(1::bigint, threads) n) t;

create temp table lived_thread_member as
select t.no, t.n, t.tenant_id, t.room_id, m as place, s.id, s.name, s.role, t.created_at
from lived_thread t cross join lateral generate_series(1, t.members) m
join lived_staff s on s.no = t.no and s.n = 1 + (t.n * 7 + m) % t.staff;
create unique index on lived_thread_member (room_id, place);
analyze lived_thread, lived_thread_member;

insert into room (tenant_id, id, kind, created_at) select tenant_id, room_id, 'thread', created_at from lived_thread order by created_at;
insert into room_member (tenant_id, room_id, user_id, joined_at) select tenant_id, room_id, id, created_at from lived_thread_member order by created_at;

insert into lived_entry (no, room_id, n, n_thread, seq, at, kind, user_id, name, role, visibility)
select t.no, t.room_id, t.n, t.n, k,
  t.created_at + (pg_temp.present() - interval '5 minutes' - t.created_at) * power((k - 1 - (k - 1) % 5)::float8 / (t.members + t.lines), case when t.n = 1 then 1 else 2 end) + interval '20 seconds' * ((k - 1) % 5),
  case when k <= t.members then 'joined' else 'message' end, m.id, m.name, m.role, case when k <= t.members then 'staff' else 'everyone' end
from lived_thread t cross join lateral generate_series(1, t.members + t.lines) k
join lived_thread_member m on m.room_id = t.room_id
  and m.place = case when k <= t.members then k else 1 + floor(t.members * pg_temp.chance('speaker', t.no, t.n * 100000 + k))::int end;

insert into thread (tenant_id, room_id, subject, patient_id, created_by_id, client_thread_id, created_at, updated_at)
select t.tenant_id, t.room_id, 'Thread ' || t.n, t.patient_id, m.id, pg_temp.id_of('client thread', t.no, t.n::text, t.created_at), t.created_at,
  (select max(at) from lived_entry e where e.room_id = t.room_id)
from lived_thread t join lived_thread_member m on m.room_id = t.room_id and m.place = 1 order by t.created_at;

insert into room_progress (tenant_id, room_id, user_id, last_read_seq, last_delivered_seq)
select m.tenant_id, m.room_id, m.id, read, read
from lived_thread_member m join lived_thread t using (room_id)
cross join lateral (select t.members + t.lines - case when t.n > 1 and m.place % 4 = 0 then 2 else 0 end as read) mark;
`;
