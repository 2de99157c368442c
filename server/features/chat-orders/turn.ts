import { sql } from 'kysely';
import { turnAfter } from '../../../shared/chat-orders.ts';
import type { RoomHolder } from '../rooms/send-messages.ts';

/**
 * Makes the queue follow the conversation: locks the order (always before its topic, as every change of an order does),
 * and, once messages are stored, notes whose turn it is. Null when the room is not an order's.
 */
export const holdOrder: RoomHolder = async (trx, roomId) => {
  const order = await trx
    .selectFrom('chat_order')
    .select(['waiting_since', 'answered'])
    .where('room_id', '=', roomId)
    .forUpdate()
    .executeTakeFirst();
  if (!order) return null;
  const before = { waitingSince: order.waiting_since.toISOString(), answered: order.answered };
  return (messages) => {
    const after = messages.reduce(turnAfter, before);
    if (after === before) return [];
    return [sql`update chat_order set waiting_since = ${after.waitingSince}, answered = ${after.answered} where room_id = ${roomId}`];
  };
};
