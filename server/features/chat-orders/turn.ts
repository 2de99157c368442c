import { turnAfter } from '../../../shared/chat-orders.ts';
import type { Message } from '../../../shared/messages.ts';
import type { TenantTransaction } from '../../db/database.ts';

/**
 * Makes the queue follow the conversation: locks the order (always before its topic, as every change of an order does),
 * and, once the message is stored, notes whose turn it is.
 */
export async function expectOrderMessage(
  trx: TenantTransaction,
  room: { id: string; kind: string },
): Promise<(message: Message) => Promise<void>> {
  if (room.kind !== 'chat_order') return async () => {};
  const order = await trx
    .selectFrom('chat_order')
    .select(['waiting_since', 'answered'])
    .where('room_id', '=', room.id)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const before = { waitingSince: order.waiting_since.toISOString(), answered: order.answered };
  return async (message) => {
    const after = turnAfter(before, message);
    if (after === before) return;
    await trx
      .updateTable('chat_order')
      .set({ waiting_since: new Date(after.waitingSince), answered: after.answered })
      .where('room_id', '=', room.id)
      .execute();
  };
}
