import type { OrderState } from './chat-orders.ts';
import type { Message } from './messages.ts';
import { isStaff } from './roles.ts';

/** Whose turn it is after a message: `waitingSince` and `answered` follow from the conversation alone. */
export function turnAfter(
  turn: Pick<OrderState, 'waitingSince' | 'answered'>,
  message: Pick<Message, 'sender' | 'visibility' | 'messageType' | 'createdAt'>,
): Pick<OrderState, 'waitingSince' | 'answered'> {
  if (message.visibility === 'staff' || message.messageType === 'system') return turn;
  if (isStaff(message.sender.role)) return { waitingSince: message.createdAt, answered: true };
  return turn.answered ? { waitingSince: message.createdAt, answered: false } : turn;
}
