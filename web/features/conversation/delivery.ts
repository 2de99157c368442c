import type { Message } from '../../../shared/messages.ts';
import { isStaff, type Role } from '../../../shared/roles.ts';
import type { Member, Receipt } from '../../../shared/rooms.ts';

export type Delivery = 'sent' | 'delivered' | 'read';

/**
 * How far one of the caller's own messages has got with those it was written for: a note with colleagues,
 * anything else with the other side. Colleagues who read a message to the patient do not make it read.
 */
export function deliveryOf(
  message: Message,
  { receipts, members, caller }: { receipts: Record<string, Receipt>; members: Member[]; caller: { id: string; role: Role } },
): Delivery {
  const patients = new Set(members.filter(({ role }) => role === 'patient').map(({ id }) => id));
  const forPatient = isStaff(caller.role) && message.visibility === 'everyone';
  const readers = Object.values(receipts).filter(({ userId }) => userId !== caller.id && patients.has(userId) === forPatient);
  if (readers.some(({ lastReadSeq }) => lastReadSeq >= message.seq)) return 'read';
  return readers.some(({ lastDeliveredSeq }) => lastDeliveredSeq >= message.seq) ? 'delivered' : 'sent';
}

const words: Record<Delivery, string> = { sent: 'Sent', delivered: 'Delivered', read: 'Read' };

export const deliveryWord = (delivery: Delivery): string => words[delivery];
