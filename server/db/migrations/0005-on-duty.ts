import { sql, type Kysely } from 'kysely';
import { isolate } from './isolate.ts';

const tables = `
-- Who has said that they are on duty, and when; a row ends with a word, and counts no longer than a shift.
create table duty (
  tenant_id uuid not null,
  user_id uuid not null,
  since timestamptz(3) not null,
  primary key (tenant_id, user_id),
  foreign key (tenant_id, user_id) references user_account (tenant_id, id)
);

-- Whom an alert to the tenant calls; null is everyone.
alter table alert add column called_ids uuid[];
`;

const rights = `
grant select, insert, update, delete on duty to medsync_app;
`;

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(tables).execute(db);
  await sql.raw(isolate('duty')).execute(db);
  await sql.raw(rights).execute(db);
}
