/** A clinic's visits, every provider's day in spans of twenty minutes, their history and the schedule's log. */
export const visitsSql = `
create temp table lived_visit as
with provider as (
  select s.*, row_number() over (partition by no order by n) as place, count(*) over (partition by no) as providers from lived_staff s where role = 'provider' and active
)
select t.no, t.tenant_id, day, span, row_number() over (partition by t.no order by day, span, p.id) as n, p.id as provider_id, p.name as provider_name, starts_at,
  starts_at + interval '20 minutes' as ends_at, starts_at < pg_temp.present() as past,
  least(starts_at - interval '1 day' * (1 + 40 * pg_temp.chance('booked', t.no, day * 1000 + span * 31 + place)), pg_temp.present() - interval '1 day') as booked_at,
  1 + floor(t.patients * pg_temp.chance('visitor', t.no, (day * 40 + span) * 100 + place))::int as patient_no
from lived_tenant t
cross join lateral generate_series(-least(t.days, 10000), 42) day
cross join lateral generate_series(0, 26) span
join provider p on p.no = t.no
cross join lateral (select date_trunc('day', pg_temp.present()) + interval '1 day' * day + interval '8 hours' + interval '20 minutes' * span as starts_at) clock
where t.visits_per_day > 0 and extract(isodow from starts_at) < 6
  -- the weeks ahead are less and less full
  and pg_temp.chance('booked span', t.no, (day * 40 + span) * 100 + place) < t.visits_per_day / (27.0 * providers) * case when day > 0 then 1 - day / 50.0 else 1 end;
analyze lived_visit;

insert into appointment (tenant_id, id, patient_id, provider_id, starts_at, ends_at, status, status_since, reason, version, created_by_id, client_appointment_id, created_at, updated_at)
select v.tenant_id, pg_temp.id_of('visit', v.no, v.n::text, booked_at), p.id, provider_id, starts_at, ends_at, status,
  case when past then ends_at else booked_at end, (array['Control', 'First visit', 'Skin check', ''])[1 + v.n % 4], case when past then 3 else 1 end,
  desk.id, pg_temp.id_of('client visit', v.no, v.n::text, booked_at), booked_at, case when past then ends_at else booked_at end
from lived_visit v
join lived_patient p on p.no = v.no and p.n = v.patient_no
join lived_staff desk on desk.no = v.no and desk.n = 2
cross join lateral (select case
  when past and v.n % 17 = 3 then 'no_show' when v.n % 23 = 5 then 'cancelled' when past then 'completed' when v.n % 3 = 0 then 'confirmed' else 'scheduled' end as status) state
order by v.booked_at;
analyze appointment;

insert into appointment_change (tenant_id, appointment_id, id, kind, actor_id, from_value, to_value, at)
select tenant_id, id, pg_temp.id_of('visit change', 0, id::text || kind || coalesce(to_value, ''), at), kind, created_by_id, from_value, to_value, at from (
  select a.*, 'created' as kind, null as from_value, null as to_value, a.created_at as at from appointment a join lived_tenant using (tenant_id)
  union all select a.*, 'status_changed', 'scheduled', 'checked_in', a.starts_at - interval '5 minutes' from appointment a join lived_tenant using (tenant_id) where a.status = 'completed'
  union all select a.*, 'status_changed', 'checked_in', a.status, a.status_since from appointment a join lived_tenant using (tenant_id) where a.status in ('completed', 'no_show', 'cancelled')
) change order by at;

insert into event (tenant_id, topic, seq, at, type, audience, body)
select tenant_id, 'schedule', seq, created_at, 'appointment.created', 'staff', json_build_object('type', 'appointment.created', 'appointment', json_build_object(
    'id', id, 'patient', json_build_object('id', patient_id, 'name', patient, 'dateOfBirth', date_of_birth), 'provider', json_build_object('id', provider_id, 'name', provider),
    'startsAt', pg_temp.iso(starts_at), 'endsAt', pg_temp.iso(ends_at), 'status', 'scheduled', 'reason', reason, 'roomName', null, 'overbooked', false, 'version', 1,
    'statusSince', pg_temp.iso(created_at)), 'seq', seq, 'at', pg_temp.iso(created_at))
from (
  select a.*, p.name as patient, p.date_of_birth, u.name as provider, row_number() over (partition by a.tenant_id order by a.created_at, a.id) as seq
  from appointment a join lived_tenant using (tenant_id)
  join patient p on p.tenant_id = a.tenant_id and p.id = a.patient_id join user_account u on u.tenant_id = a.tenant_id and u.id = a.provider_id
) visit order by created_at;

insert into topic (tenant_id, name, seq)
select tenant_id, 'schedule', max(seq) from event join lived_tenant using (tenant_id) where topic = 'schedule' group by 1;
`;
