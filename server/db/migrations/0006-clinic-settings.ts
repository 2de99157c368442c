import { sql, type Kysely } from 'kysely';

const table = `
create table clinic_settings (
  tenant_id uuid not null references tenant,
  -- of Monday to Sunday: minutes after midnight, or null on a day without visits
  opening_hours jsonb not null check (jsonb_array_length(opening_hours) = 7),
  -- stage of the waiting-room board to minutes
  stage_minutes jsonb not null,
  version integer not null,
  updated_by_id uuid,
  updated_at timestamptz not null,
  primary key (tenant_id),
  foreign key (tenant_id, updated_by_id) references user_account (tenant_id, id)
);
alter table clinic_settings enable row level security;
alter table clinic_settings force row level security;
create policy own_tenant on clinic_settings
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid)
  with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
grant select, insert, update on clinic_settings to medsync_app;
`;

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(table).execute(db);
}
