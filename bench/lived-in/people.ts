/** Tenants, who works and has worked there, and their patients, three of five with an account. */
export const peopleSql = `
insert into tenant (tenant_id, name, kind, time_zone, created_at)
select tenant_id, initcap(kind) || ' ' || no, kind, 'Europe/Berlin', moved_in from lived_tenant;

create temp table lived_staff as
select no, tenant_id, n::int, pg_temp.id_of('staff', no, n::text, moved_in) as id, pg_temp.person_name('staff', no, n) as name,
  case when n = 1 then 'admin'
    when kind = 'pharmacy' then (array['pharmacist', 'technician', 'technician'])[1 + n % 3]
    else (array['provider', 'nurse', 'front_desk', 'nurse'])[1 + n % 4] end as role,
  n <= staff as active,
  moved_in + (pg_temp.present() - moved_in) * 0.8 * pg_temp.chance('hired', no, n) as hired
from lived_tenant cross join generate_series(1, staff + staff / 2) n;
create unique index on lived_staff (no, n);
analyze lived_tenant, lived_staff;

create temp table lived_patient as
select no, tenant_id, n::int, pg_temp.id_of('patient', no, n::text, moved_in) as id, pg_temp.person_name('patient', no, n) as name,
  date '1935-01-01' + floor(31000 * pg_temp.chance('born', no, n))::int as born,
  case when n % 5 < 3 then pg_temp.id_of('patient account', no, n::text, moved_in) end as user_id,
  moved_in + (pg_temp.present() - moved_in) * 0.9 * pg_temp.chance('came', no, n) as came
from lived_tenant cross join generate_series(1, patients) n;
create unique index on lived_patient (no, n);
analyze lived_patient;

insert into user_account (tenant_id, id, email, name, role, password_hash, disabled_at, created_at)
select tenant_id, id, email, name, role, current_setting('lived_in.password_hash'), disabled_at, since
from (
  select tenant_id, id, 'staff' || n || '@tenant' || no || '.test' as email, name, role,
    case when not active then hired + (pg_temp.present() - hired) * pg_temp.chance('left', no, n) end as disabled_at, hired as since from lived_staff
  union all
  select tenant_id, user_id, 'patient' || n || '@tenant' || no || '.test', name, 'patient', null, came from lived_patient where user_id is not null
) person order by since;

insert into patient (tenant_id, id, name, date_of_birth, user_id, created_at)
select tenant_id, id, name, born, user_id, came from lived_patient order by came;

insert into duty (tenant_id, user_id, since)
select tenant_id, id, pg_temp.present() - interval '1 hour' from lived_staff where active and n % 5 = 2;

insert into notification_settings (tenant_id, user_id)
select tenant_id, id from lived_staff where active and n % 3 = 0;
`;
