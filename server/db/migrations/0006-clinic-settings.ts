import { sql, type Kysely } from 'kysely';
import { isolate } from './isolate.ts';

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
`;

const rights = `
grant select, insert, update on clinic_settings to medsync_app;
`;

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(table).execute(db);
  await sql.raw(isolate('clinic_settings')).execute(db);
  await sql.raw(rights).execute(db);
}
