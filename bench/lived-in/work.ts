/** Tasks, prior authorisations and lab results, most of them done long ago, their log, and urgent alerts of which one is open. */
export const workSql = `
create temp table lived_item as
select t.no, t.tenant_id, item.n, s.id as staff_id, s.name as staff_name, other.id as other_id, other.name as other_name, p.id as patient_id, p.name as patient_name, p.born,
  item.n % 20 = 0 as open, at, least(pg_temp.present(), at + interval '4 days' * pg_temp.chance('item took', t.no, item.n)) as done_at
from lived_tenant t cross join lateral generate_series(1, t.work) item (n)
cross join lateral (select t.moved_in + (pg_temp.present() - t.moved_in) * case when item.n % 20 = 0 then 0.98 + 0.02 * pg_temp.chance('item', t.no, item.n) else pg_temp.chance('item', t.no, item.n) end as at) time
join lived_staff s on s.no = t.no and s.n = 1 + item.n % t.staff
join lived_staff other on other.no = t.no and other.n = 1 + (item.n * 3 + 1) % t.staff
join lived_patient p on p.no = t.no and p.n = 1 + item.n % t.patients;
analyze lived_item;

insert into task (tenant_id, id, title, patient_id, assignee_id, state, due_at, completed_by_id, completed_at, version, created_by_id, client_task_id, created_at, updated_at)
select tenant_id, pg_temp.id_of('task', no, n::text, at), 'Call back about the ' || pg_temp.medicine(no, n), case when n % 4 > 0 then patient_id end, case when n % 5 > 0 then other_id end,
  case when open then 'open' else 'done' end, case when n % 3 > 0 then done_at end, case when not open then other_id end, case when not open then done_at end,
  case when open then 1 else 2 end, staff_id, pg_temp.id_of('client task', no, n::text, at), at, case when open then at else done_at end
from lived_item order by at;

insert into prior_auth (tenant_id, id, patient_id, medication, payer, status, status_since, version, created_by_id, client_prior_auth_id, created_at, updated_at)
select tenant_id, pg_temp.id_of('prior auth', no, n::text, at), patient_id, pg_temp.medicine(no, n), (array['Union Health', 'Barmer', 'Aetna'])[1 + n % 3],
  case when open then (array['draft', 'submitted', 'pending'])[1 + (n / 20) % 3] else (array['approved', 'approved', 'denied', 'expired'])[1 + n % 4] end,
  done_at, case when open then 1 else 4 end, staff_id, pg_temp.id_of('client prior auth', no, n::text, at), at, done_at
from lived_item order by at;

insert into lab_result (tenant_id, id, patient_id, test, ordered_by_id, status, status_since, reviewed_by_id, version, created_by_id, client_lab_result_id, created_at, updated_at)
select tenant_id, pg_temp.id_of('lab result', no, n::text, at), patient_id, (array['Blood count', 'Creatinine', 'HbA1c', 'Biopsy'])[1 + n % 4], staff_id,
  case when open then (array['ordered', 'ready'])[1 + (n / 20) % 2] else 'reviewed' end, done_at, case when not open then staff_id end, case when open then 1 else 3 end,
  other_id, pg_temp.id_of('client lab result', no, n::text, at), at, done_at
from lived_item order by at;

insert into event (tenant_id, topic, seq, at, type, audience, body)
select tenant_id, 'work', seq, at, type, 'staff', body || jsonb_build_object('seq', seq, 'at', pg_temp.iso(at)) from (
  select tenant_id, at, type, body, row_number() over (partition by tenant_id order by at, type) as seq from (
    select tenant_id, at, 'task.updated' as type, jsonb_build_object('type', 'task.updated', 'task', jsonb_build_object('id', pg_temp.id_of('task', no, n::text, at),
      'title', 'Call back about the ' || pg_temp.medicine(no, n), 'patient', null, 'assignee', null, 'createdBy', jsonb_build_object('id', staff_id, 'name', staff_name),
      'state', 'open', 'dueAt', null, 'completedBy', null, 'completedAt', null, 'version', 1, 'createdAt', pg_temp.iso(at), 'updatedAt', pg_temp.iso(at))) as body from lived_item
    union all
    select tenant_id, at, 'lab_result.updated', jsonb_build_object('type', 'lab_result.updated', 'labResult', jsonb_build_object('id', pg_temp.id_of('lab result', no, n::text, at),
      'patient', jsonb_build_object('id', patient_id, 'name', patient_name, 'dateOfBirth', born), 'test', 'Blood count', 'orderedBy', jsonb_build_object('id', staff_id, 'name', staff_name),
      'status', 'ordered', 'statusSince', pg_temp.iso(at), 'reviewedBy', null, 'version', 1, 'createdAt', pg_temp.iso(at), 'updatedAt', pg_temp.iso(at))) from lived_item
  ) change
) logged order by at;
insert into topic (tenant_id, name, seq) select tenant_id, 'work', max(seq) from event join lived_tenant using (tenant_id) where topic = 'work' group by 1;

create temp table lived_alert as
select i.*, row_number() over (partition by no order by at desc) as place, pg_temp.id_of('alert', no, n::text, at) as id from lived_item i where n % 25 = 0;
insert into alert (tenant_id, id, message, raised_by_id, client_alert_id, raised_at, version, level, next_step_at, acknowledged_by_id, acknowledged_at)
select tenant_id, id, 'Please come to the counter', staff_id, pg_temp.id_of('client alert', no, n::text, at), at, case when place > 1 then 3 else 2 end, 'tenant', null,
  case when place > 1 then other_id end, case when place > 1 then at + interval '2 minutes' end
from lived_alert order by at;
insert into alert_entry (tenant_id, alert_id, id, version, kind, user_id, target_kind, at)
select tenant_id, id, pg_temp.id_of('alert entry', no, n || kind, at), version, kind, user_id, target_kind, at + interval '1 minute' * (version - 1) from (
  select a.*, 1 as version, 'raised' as kind, staff_id as user_id, 'tenant' as target_kind from lived_alert a
  union all select a.*, 2, 'delivered', other_id, null from lived_alert a
  union all select a.*, 3, 'acknowledged', other_id, null from lived_alert a where place > 1
) entry;
insert into topic (tenant_id, name, seq) select tenant_id, 'alerts', 0 from lived_alert group by 1;
`;
