import { turnAfter } from '../../../shared/order-turn.ts';
import type { Message } from '../../../shared/messages.ts';
import { statement } from '../../db/statement.ts';
import type { RoomHolder } from '../rooms/send-messages.ts';

/** Makes the queue follow the conversation: the orders are locked, always before their topics, as by every change of an order. */
export const holdOrders: RoomHolder = {
  kind: 'chat_order',
  lock: (roomIds) => statement`select room_id, patient_id, claimed_by_id, ctid::text as place from chat_order where room_id = any(${roomIds}::uuid[]) order by room_id for update`,
  note(messages, placeOf) {
    const next = [...Map.groupBy(messages, ({ roomId }) => roomId)].map(([room_id, own]) => ({ room_id, ...turnOf(own) }));
    return statement`update chat_order set waiting_since = next.waiting_since, answered = next.answered
      from jsonb_to_recordset(${JSON.stringify(next)}::jsonb) as next (room_id uuid, waiting_since timestamptz, answered boolean, if_answered boolean)
      where chat_order.ctid = any(${next.map(({ room_id }) => placeOf(room_id))}::tid[]) and chat_order.room_id = next.room_id and next.waiting_since is not null and (chat_order.answered or not next.if_answered)`;
  },
};

/** Whose turn it is after the messages; `if_answered`: only if it was the patient's before. Without a time nothing changes. */
function turnOf(messages: Message[]) {
  const after = (answered: boolean) => messages.reduce(turnAfter, { waitingSince: '', answered });
  const { waitingSince, answered } = after(true);
  return { waiting_since: waitingSince || null, answered, if_answered: after(false).waitingSince === '' };
}
