/** What people leave behind by working: sessions, notifications and the audit log. Comes last: it tells of what is there. */
export const tracesSql = `
create temp table lived_session as
select no, tenant_id, user_id, n, pg_temp.id_of('session', no, user_id::text || n, since) as id, since, n = 0 as live from (
  select s.no, s.tenant_id, s.id as user_id, k as n,
    case when k = 0 then pg_temp.present() - interval '30 minutes' else s.hired + (pg_temp.present() - interval '1 day' - s.hired) * pg_temp.chance('session', s.no, s.n * 1000 + k) end as since
  from lived_staff s join lived_tenant t using (no) cross join lateral generate_series(case when s.active then 0 else 1 end, least(100, 1 + t.days / 7)) k
  union all
  select p.no, p.tenant_id, p.user_id, k, case when k = 0 then pg_temp.present() - interval '20 minutes' else p.came + (pg_temp.present() - interval '1 day' - p.came) * pg_temp.chance('visit', p.no, p.n * 10 + k) end
  from lived_patient p cross join lateral generate_series(case when p.n <= 10 or p.n % 20 = 1 then 0 else 1 end, 2) k where p.user_id is not null
) each_session;

insert into session (tenant_id, id, user_id, user_agent, created_at, last_used_at, expires_at, ended_at, ended_because)
select tenant_id, id, user_id, 'Mozilla/5.0', since, since + interval '3 hours', case when live then pg_temp.present() + interval '11 hours' else since + interval '12 hours' end,
  case when not live and n % 2 = 0 then since + interval '4 hours' end, case when not live and n % 2 = 0 then 'logout' end
from lived_session order by since;
insert into refresh_token (tenant_id, token_hash, session_id, issued_at, used_at)
select tenant_id, sha256(convert_to(id::text || k, 'UTF8')), id, since + interval '10 minutes' * k, case when k = 0 then since + interval '10 minutes' end
from lived_session cross join generate_series(0, 1) k order by since;

create temp table lived_notice as
select tenant_id, user_id, type, title, body, entity_kind, entity_id, at, row_number() over (partition by tenant_id, user_id order by at, entity_id) as seq from (
  select tenant_id, patient_user_id as user_id, 'order.status_changed' as type, 'Your order moved on' as title, 'Your order is ' || status || '.' as body, 'chat_order' as entity_kind, room_id as entity_id, ends_at as at
  from lived_order where patient_user_id is not null and not open
  union all
  select tenant_id, staff_id, 'order.assigned', 'An order was handed to you', 'Grace handed you the order of ' || patient_name || '.', 'chat_order', room_id, created_at from lived_order where n % 4 = 0
  union all
  select i.tenant_id, i.other_id, 'task.assigned', 'A task is yours', 'Call back', 'task', pg_temp.id_of('task', no, n::text, at), at from lived_item i where n % 5 > 0
) notice;
insert into notification (tenant_id, user_id, id, type, title, body, entity_kind, entity_id, created_at, read_at)
select tenant_id, user_id, pg_temp.id_of('notice', 0, user_id::text || seq, at), type, title, body, entity_kind, entity_id, at,
  case when at < pg_temp.present() - interval '1 day' then at + interval '4 minutes' end
from lived_notice order by at;
insert into event (tenant_id, topic, seq, at, type, audience, body)
select tenant_id, 'person:' || user_id, seq, at, 'notification.created', 'everyone', json_build_object('type', 'notification.created', 'notification', json_build_object(
  'id', pg_temp.id_of('notice', 0, user_id::text || seq, at), 'type', type, 'title', title, 'body', body, 'entity', json_build_object('kind', entity_kind, 'id', entity_id),
  'createdAt', pg_temp.iso(at), 'readAt', null), 'channels', json_build_array('in_app'), 'seq', seq, 'at', pg_temp.iso(at))
from lived_notice order by at;
insert into topic (tenant_id, name, seq) select tenant_id, 'person:' || user_id, max(seq) from lived_notice group by 1, user_id;

insert into audit_entry (tenant_id, id, at, actor_id, session_id, action, room_id, patient_id, outcome)
select tenant_id, pg_temp.id_of('audit', no, what, at), at, actor_id, null, action, room_id, patient_id, 'allowed' from (
  select m.tenant_id, m.no, m.room_id::text || m.seq as what, m.at, m.user_id as actor_id, 'messages.send' as action, m.room_id, null::uuid as patient_id from lived_message m
  union all
  select o.tenant_id, o.no, 'order ' || o.n || ' ' || k, o.created_at + (o.ends_at - o.created_at) * k / 6.0, o.staff_id,
    (array['chatOrders.list', 'chatOrders.get', 'messages.list', 'chatOrders.get', 'chatOrders.claim', 'chatOrders.setStatus'])[k], o.room_id, o.patient_id
  from lived_order o cross join generate_series(1, 6) k
  union all
  select v.tenant_id, v.no, 'visit ' || v.n || ' ' || k, v.booked_at, v.provider_id, (array['appointments.create', 'appointments.list'])[k], null, p.id
  from lived_visit v join lived_patient p on p.no = v.no and p.n = v.patient_no cross join generate_series(1, 2) k
) entry order by at;
`;
