import { sql } from 'kysely';
import { turnAfter } from '../../../shared/chat-orders.ts';
import type { RoomHolder } from '../rooms/send-messages.ts';

/**
 * Makes the queue follow the conversation: locks the orders (always before their topics, as every change of an order does),
 * and, once messages are stored, notes whose turn it is.
 */
export const holdOrders: RoomHolder = async (trx, roomIds) => {
  const { rows } = await sql<{ room_id: string; waiting_since: Date; answered: boolean }>`
    select room_id, waiting_since, answered from chat_order where room_id = any(${roomIds}::uuid[]) order by room_id for update`.execute(trx);
  const turns = new Map(rows.map((row) => [row.room_id, { waitingSince: row.waiting_since.toISOString(), answered: row.answered }]));
  return {
    holds: (roomId) => turns.has(roomId),
    note(messages) {
      const changed = new Map<string, { waitingSince: string; answered: boolean }>();
      for (const message of messages) {
        const before = changed.get(message.roomId) ?? turns.get(message.roomId)!;
        const after = turnAfter(before, message);
        if (after !== before) changed.set(message.roomId, after);
      }
      if (changed.size === 0) return [];
      const next = [...changed].map(([room_id, turn]) => ({ room_id, waiting_since: turn.waitingSince, answered: turn.answered }));
      return [
        sql`update chat_order set waiting_since = next.waiting_since, answered = next.answered
          from jsonb_to_recordset(${JSON.stringify(next)}::jsonb) as next (room_id uuid, waiting_since timestamptz, answered boolean)
          where chat_order.room_id = next.room_id`,
      ];
    },
  };
};
