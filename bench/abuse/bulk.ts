import { runAsSuperuser } from '../../server/testing/superuser.ts';

/** A tenant's rows of one kind at once: much content, without the time that as many calls would take. */
export interface BulkTarget {
  databaseUrl: string;
  tenantId: string;
}

/** Messages of `senderId` with this content and their events, as if they had been sent one after the other. */
export async function fillWithMessages({ databaseUrl, tenantId }: BulkTarget, roomId: string, senderId: string, count: number, content: string): Promise<void> {
  await runAsSuperuser(
    databaseUrl,
    `with moved as (
       update topic set seq = seq + $4::int where tenant_id = $1 and name = 'room:' || $2::uuid returning seq - $4::int as start
     ), sent as (
       insert into message (tenant_id, room_id, seq, id, client_message_id, sender_id, content, message_type, visibility, priority, created_at)
       select $1, $2, start + n, gen_random_uuid(), gen_random_uuid(), $3, $5, 'text', 'everyone', 'normal', now()
       from moved, generate_series(1, $4::int) n
       returning *
     )
     insert into event (tenant_id, topic, seq, at, type, audience, body)
     select $1, 'room:' || room_id, seq, sent.created_at, 'message.created', 'everyone', json_build_object(
       'type', 'message.created', 'roomId', room_id, 'seq', seq, 'at', sent.created_at,
       'message', json_build_object('id', sent.id, 'roomId', room_id, 'seq', seq, 'clientMessageId', client_message_id,
         'sender', json_build_object('id', sender.id, 'name', sender.name, 'role', sender.role), 'content', content,
         'messageType', message_type, 'visibility', visibility, 'attachments', json_build_array(), 'priority', priority, 'createdAt', sent.created_at))
     from sent join user_account sender on sender.tenant_id = $1 and sender.id = $3`,
    [tenantId, roomId, senderId, count, content],
  );
}

/** Half-hour visits from today's midnight on, sixteen a day and provider, with patients of the tenant. */
export async function fillSchedule({ databaseUrl, tenantId }: BulkTarget, providerIds: string[], days: number): Promise<void> {
  await runAsSuperuser(
    databaseUrl,
    `with ids as (select array_agg(id) as all_of_them from patient where tenant_id = $1)
     insert into appointment (tenant_id, id, patient_id, provider_id, starts_at, ends_at, status, status_since, reason, room_name,
       created_by_id, client_appointment_id, created_at, updated_at)
     select $1, gen_random_uuid(), all_of_them[1 + (day * 16 + slot) % array_length(all_of_them, 1)], provider, starts_at, starts_at + interval '30 minutes',
       'scheduled', now(), 'Follow-up on blood pressure and medicines', 'Room ' || (1 + slot % 4), provider, gen_random_uuid(), now(), now()
     from ids, unnest($2::uuid[]) provider, generate_series(0, $3::int - 1) day, generate_series(0, 15) slot,
       lateral (select date_trunc('day', now()) + day * interval '1 day' + interval '8 hours' + slot * interval '30 minutes' as starts_at) as place`,
    [tenantId, providerIds, days],
  );
}

/** Tasks, prior authorisations and lab results, `count` of each, and as many unread notifications for each of `userIds`. */
export async function fillWork({ databaseUrl, tenantId }: BulkTarget, staffId: string, userIds: string[], count: number): Promise<void> {
  const some = `(select id from patient where tenant_id = $1 offset n % 20 limit 1)`;
  const statements = [
    `insert into task (tenant_id, id, title, patient_id, assignee_id, due_at, created_by_id, client_task_id, created_at, updated_at)
     select $1, gen_random_uuid(), 'Call about refill ' || n, ${some}, $2, now() + n * interval '1 hour', $2, gen_random_uuid(), now(), now() from generate_series(1, $3::int) n`,
    `insert into prior_auth (tenant_id, id, patient_id, medication, payer, status_since, created_by_id, client_prior_auth_id, created_at, updated_at)
     select $1, gen_random_uuid(), ${some}, 'Adalimumab 40 mg', 'Northern Health', now(), $2, gen_random_uuid(), now(), now() from generate_series(1, $3::int) n`,
    `insert into lab_result (tenant_id, id, patient_id, test, ordered_by_id, status_since, created_by_id, client_lab_result_id, created_at, updated_at)
     select $1, gen_random_uuid(), ${some}, 'Complete blood count', $2, now(), $2, gen_random_uuid(), now(), now() from generate_series(1, $3::int) n`,
  ];
  for (const statement of statements) await runAsSuperuser(databaseUrl, statement, [tenantId, staffId, count]);
  await runAsSuperuser(
    databaseUrl,
    `insert into notification (tenant_id, user_id, id, type, title, body, created_at)
     select $1, person, gen_random_uuid(), 'order.status_changed', 'An order has moved on', 'The pharmacy is preparing it.', now()
     from unnest($2::uuid[]) person, generate_series(1, $3::int)`,
    [tenantId, userIds, count],
  );
}

/** Lets these accounts sign in with a password of this hash. */
export async function setPassword({ databaseUrl, tenantId }: BulkTarget, userIds: string[], passwordHash: string): Promise<void> {
  await runAsSuperuser(databaseUrl, 'update user_account set password_hash = $3 where tenant_id = $1 and id = any($2::uuid[])', [tenantId, userIds, passwordHash]);
}
