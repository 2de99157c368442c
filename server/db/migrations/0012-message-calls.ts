import { sql, type Kysely } from 'kysely';

const changes = `
alter table notification drop constraint notification_type_check;
alter table notification add constraint notification_type_check check (type in ('message.mention','message.received','order.created',
  'order.assigned','order.status_changed','appointment.changed','task.assigned','prior_auth.status_changed','lab_result.ready',
  'alert.urgent','announcement'));
-- who wrote it was not who held the order, and wrote to the patient
alter table message add column aside_of_claim boolean not null default false;
alter table notification add column is_urgent boolean not null default false;
-- what comes in a conversation that somebody has not read yet calls them once, and once more when it is urgent
create unique index notification_of_conversation on notification (tenant_id, user_id, entity_id, is_urgent)
  where type in ('message.received', 'order.created') and read_at is null;
`;

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(changes).execute(db);
}
