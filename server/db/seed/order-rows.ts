import type { InsertObject } from 'kysely';
import { v7 } from 'uuid';
import { roomTopic } from '../../../shared/topics.ts';
import { messageRow } from '../../features/rooms/room-log.ts';
import type { Schema } from '../schema.ts';
import type { PlayedOrder } from './play-script.ts';

/** The tables that hold orders, in an order in which rows can be inserted. */
export const orderTables = [
  'room',
  'room_member',
  'chat_order',
  'order_item',
  'order_change',
  'topic',
  'event',
  'message',
  'room_progress',
  'audit_entry',
] as const satisfies (keyof Schema)[];

export type OrderRows = { [Table in (typeof orderTables)[number]]: InsertObject<Schema, Table>[] };

/** A played order as the database keeps it. */
export function orderRows({ order, createdById, clientOrderId, log, changes, members, receipts, audit }: PlayedOrder): OrderRows {
  const own = { tenant_id: order.tenantId, room_id: order.roomId };
  const topic = { tenant_id: order.tenantId, name: roomTopic(order.roomId) };
  const created_at = new Date(order.createdAt);
  const messages = log.flatMap(({ event }) => (event.type === 'message.created' ? [event.message] : []));
  return {
    room: [{ tenant_id: order.tenantId, id: order.roomId, kind: 'chat_order', created_at }],
    room_member: members.map(({ userId, at }) => ({ ...own, user_id: userId, joined_at: new Date(at) })),
    chat_order: [
      {
        ...own,
        patient_id: order.patient.id,
        status: order.status,
        version: order.version,
        assignee_id: order.assignee?.id ?? null,
        claimed_by_id: order.claimedBy?.id ?? null,
        waiting_since: new Date(order.waitingSince),
        answered: order.answered,
        created_by_id: createdById,
        client_order_id: clientOrderId,
        created_at,
        updated_at: new Date(order.updatedAt),
      },
    ],
    order_item: order.items.map((item, position) => ({ ...own, ...item, position })),
    order_change: changes.map(({ id, kind, actor, from, to, reason, at }) => ({
      ...own,
      id,
      kind,
      actor_id: actor.id,
      from_value: from,
      to_value: to,
      reason,
      at: new Date(at),
    })),
    topic: [{ ...topic, seq: order.lastSeq }],
    event: log.map(({ audience, event }) => ({
      tenant_id: order.tenantId,
      topic: topic.name,
      seq: event.seq,
      at: new Date(event.at),
      type: event.type,
      audience,
      body: JSON.stringify(event),
    })),
    message: messages.map((message) => messageRow(order.tenantId, message)),
    room_progress: receipts.map(({ userId, lastReadSeq, lastDeliveredSeq }) => ({
      ...own,
      user_id: userId,
      last_read_seq: lastReadSeq,
      last_delivered_seq: lastDeliveredSeq,
    })),
    audit_entry: audit.map(({ at, actorId, action }) => ({
      ...own,
      id: v7({ msecs: Date.parse(at) }),
      at: new Date(at),
      actor_id: actorId,
      session_id: null,
      action,
      patient_id: order.patient.id,
      outcome: 'allowed',
    })),
  };
}
