import { sql, type Kysely } from 'kysely';

/** Whom the visits of a day are for is read from an index alone: names change seldom. */
const names = `
create index patient_card on patient (tenant_id, id) include (name, date_of_birth);
`;

const lists = `
-- of all that are open each person has some
create index chat_order_open_of on chat_order (tenant_id, assignee_id, answered, waiting_since, room_id) where is_open;

-- with what tells whether a visit takes up time
drop index appointment_by_time, appointment_of_provider;
create index appointment_by_time on appointment (tenant_id, starts_at, id) include (ends_at, status);
create index appointment_of_provider on appointment (tenant_id, provider_id, starts_at, id) include (ends_at, status);
`;

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(names).execute(db);
  await sql.raw(lists).execute(db);
}
