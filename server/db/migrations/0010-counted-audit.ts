import { sql, type Kysely } from 'kysely';

/**
 * Denied calls and failed sign-ins that repeat are one row, which counts them. A row that counts may count on, and nothing
 * else of the audit log changes. `sign_in_failure` belongs to the whole installation: an address that nobody has is no
 * tenant's, and it is not stored.
 */
const tables = `
alter table audit_entry
  add column count integer not null default 1 check (count > 0),
  -- when it happened for the last time; null where it happened once
  add column last_at timestamptz check (last_at >= at);

create table sign_in_failure (
  id uuid primary key,
  -- in CIDR notation: the /24 or /64 that was signed in from
  network text not null,
  outcome text not null check (outcome in ('wrong', 'refused')),
  at timestamptz not null,
  last_at timestamptz check (last_at >= at),
  count integer not null default 1 check (count > 0)
);
create index sign_in_failure_by_time on sign_in_failure (at);

create function only_counts_on() returns trigger language plpgsql as $$
begin
  if new.count < old.count or new.last_at < coalesce(old.last_at, old.at) then
    raise exception 'a count of the audit log only grows';
  end if;
  return new;
end
$$;
create trigger only_counts_on before update on audit_entry for each row execute function only_counts_on();
create trigger only_counts_on before update on sign_in_failure for each row execute function only_counts_on();
create function only_denied_counts_on() returns trigger language plpgsql as $$
begin
  raise exception 'what was allowed is written once';
end
$$;
create trigger only_denied_counts_on before update on audit_entry for each row when (old.outcome <> 'denied') execute function only_denied_counts_on();

alter table session
  -- names the browser that signed in, as its cookie does
  add column device_id text,
  drop constraint session_ended_because_check,
  add constraint session_ended_because_check
    check (ended_because in ('logout','reuse','disabled','password','role','replaced','limit'));
`;

const rights = `
grant update (count, last_at) on audit_entry to medsync_app;
grant select, insert, update (count, last_at) on sign_in_failure to medsync_app;
`;

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(tables).execute(db);
  await sql.raw(rights).execute(db);
}
