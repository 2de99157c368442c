import { priorAuthStatusName } from '../../../shared/prior-auth-status.ts';
import { statusSentence } from '../../../shared/order-status.ts';
import type { Notification } from '../../../shared/notifications.ts';
import type { TenantTransaction } from '../database.ts';

/** Something that a person of the tenant was told when it happened, in the words of the commands that tell it. */
export interface NoticeFact extends Pick<Notification, 'type' | 'title' | 'body' | 'entity'> {
  to: string;
  at: Date;
}

/** What the tenant's rows say that people were told. */
export async function noticeFacts(trx: TenantTransaction): Promise<NoticeFact[]> {
  const facts: NoticeFact[] = [];
  for (const read of [ordersHandedOver, ordersMoved, tasksGiven, resultsReady, mentions, alertCalls, priorAuthsMoved]) facts.push(...(await read(trx)));
  return facts;
}

async function ordersHandedOver(trx: TenantTransaction): Promise<NoticeFact[]> {
  const rows = await trx
    .selectFrom('order_change as c')
    .innerJoin('chat_order as o', 'o.room_id', 'c.room_id')
    .innerJoin('patient as p', 'p.id', 'o.patient_id')
    .innerJoin('user_account as u', 'u.id', 'c.actor_id')
    .select(['c.room_id', 'c.actor_id', 'c.at', 'o.assignee_id', 'p.name as patient', 'u.name as actor'])
    .where('c.kind', '=', 'assigned')
    .execute();
  return rows.flatMap(({ room_id, actor_id, at, assignee_id: to, patient, actor }) =>
    to === null || to === actor_id
      ? []
      : [{ to, at, type: 'order.assigned', title: 'An order was handed to you', body: `${actor} handed you the order of ${patient}.`, entity: { kind: 'chat_order', id: room_id } }],
  );
}

async function ordersMoved(trx: TenantTransaction): Promise<NoticeFact[]> {
  const rows = await trx
    .selectFrom('order_change as c')
    .innerJoin('chat_order as o', 'o.room_id', 'c.room_id')
    .innerJoin('patient as p', 'p.id', 'o.patient_id')
    .select(['c.room_id', 'c.actor_id', 'c.at', 'c.to_value', 'p.user_id'])
    .where('c.kind', '=', 'status_changed')
    .execute();
  return rows.flatMap(({ room_id, actor_id, at, to_value, user_id: to }) =>
    to === null || to === actor_id
      ? []
      : [{ to, at, type: 'order.status_changed', title: statusSentence(to_value as Parameters<typeof statusSentence>[0]), body: 'Your order', entity: { kind: 'chat_order', id: room_id } }],
  );
}

async function tasksGiven(trx: TenantTransaction): Promise<NoticeFact[]> {
  const rows = await trx
    .selectFrom('task as t')
    .innerJoin('user_account as u', 'u.id', 't.created_by_id')
    .leftJoin('patient as p', 'p.id', 't.patient_id')
    .select(['t.id', 't.title', 't.assignee_id', 't.created_by_id', 't.created_at', 'u.name as giver', 'p.name as patient'])
    .execute();
  return rows.flatMap(({ id, title, assignee_id: to, created_by_id, created_at: at, giver, patient }) =>
    to === null || to === created_by_id
      ? []
      : [{ to, at, type: 'task.assigned', title: 'A task was given to you', body: `${giver}: ${title}${patient === null ? '' : ` (${patient})`}`, entity: { kind: 'task', id } }],
  );
}

async function resultsReady(trx: TenantTransaction): Promise<NoticeFact[]> {
  const rows = await trx
    .selectFrom('lab_result as r')
    .innerJoin('patient as p', 'p.id', 'r.patient_id')
    .select(['r.id', 'r.test', 'r.ordered_by_id as to', 'r.status_since as at', 'p.name as patient'])
    .where('r.status', '=', 'ready')
    .execute();
  return rows.map(({ id, test, to, at, patient }) => ({
    to,
    at,
    type: 'lab_result.ready',
    title: 'A lab result is ready',
    body: `${test} of ${patient} is ready for review.`,
    entity: { kind: 'lab_result', id },
  }));
}

async function mentions(trx: TenantTransaction): Promise<NoticeFact[]> {
  const rows = await trx
    .selectFrom('message as m')
    .innerJoin('user_account as u', 'u.id', 'm.sender_id')
    .select(['m.room_id', 'm.content', 'm.mention_ids', 'm.sender_id', 'm.created_at as at', 'u.name as sender'])
    .execute();
  return rows.flatMap(({ room_id, content, mention_ids, sender_id, at, sender }) =>
    mention_ids
      .filter((to) => to !== sender_id)
      .map((to) => ({ to, at, type: 'message.mention', title: `${sender} mentioned you`, body: content, entity: { kind: 'thread', id: room_id } })),
  );
}

async function alertCalls(trx: TenantTransaction): Promise<NoticeFact[]> {
  const rows = await trx
    .selectFrom('alert_entry as e')
    .innerJoin('alert as a', 'a.id', 'e.alert_id')
    .select(['a.id', 'a.message', 'e.user_id', 'e.at'])
    .where('e.kind', '=', 'delivered')
    .execute();
  return rows.flatMap(({ id, message, user_id: to, at }) =>
    to === null ? [] : [{ to, at, type: 'alert.urgent', title: 'Urgent: somebody needs you', body: message, entity: { kind: 'alert', id } }],
  );
}

/** To the providers who see the patient. */
async function priorAuthsMoved(trx: TenantTransaction): Promise<NoticeFact[]> {
  const rows = await trx
    .selectFrom('prior_auth as a')
    .innerJoin('patient as p', 'p.id', 'a.patient_id')
    .innerJoin('appointment as v', 'v.patient_id', 'a.patient_id')
    .distinct()
    .select(['a.id', 'a.medication', 'a.status', 'a.status_since as at', 'p.name as patient', 'v.provider_id as to'])
    .where('a.status', '<>', 'draft')
    .execute();
  return rows.map(({ id, medication, status, at, patient, to }) => ({
    to,
    at,
    type: 'prior_auth.status_changed',
    title: 'A prior authorisation changed',
    body: `${medication} for ${patient} is now ${priorAuthStatusName(status).toLowerCase()}.`,
    entity: { kind: 'prior_auth', id },
  }));
}
