import type { Message } from '../../../shared/messages.ts';
import { isStaff, type Role } from '../../../shared/roles.ts';
import type { Member, Receipt } from '../../../shared/rooms.ts';
import { firstName } from '../../../shared/names.ts';
import type { RoomKind } from './conversation.ts';

export type Delivery = 'sent' | 'delivered' | 'read';

interface Readers {
  kind: RoomKind;
  receipts: Record<string, Receipt>;
  members: Member[];
  caller: { id: string; role: Role };
}

/**
 * How far one of the caller's own messages has got with those it was written for: in a thread with anyone who is in it;
 * in an order a note with colleagues, anything else with the other side. Colleagues who read a message to the patient do
 * not make it read.
 */
export function deliveryOf(message: Message, readers: Readers): Delivery {
  const receipts = receiptsOfReaders(message, readers);
  if (receipts.some(({ lastReadSeq }) => lastReadSeq >= message.seq)) return 'read';
  return receipts.some(({ lastDeliveredSeq }) => lastDeliveredSeq >= message.seq) ? 'delivered' : 'sent';
}

function receiptsOfReaders({ visibility }: Message, { kind, receipts, members, caller }: Readers): Receipt[] {
  const others = Object.values(receipts).filter(({ userId }) => userId !== caller.id);
  if (kind === 'thread') return others.filter(({ userId }) => members.some(({ id }) => id === userId));
  const patients = new Set(members.filter(({ role }) => role === 'patient').map(({ id }) => id));
  const forPatient = isStaff(caller.role) && visibility === 'everyone';
  return others.filter(({ userId }) => patients.has(userId) === forPatient);
}

const words: Record<Delivery, string> = { sent: 'Sent', delivered: 'Delivered', read: 'Read' };

/** In a thread it says who has read it: "Read by Rosa and Ben". */
export function deliveryWords(message: Message, readers: Readers): string {
  const delivery = deliveryOf(message, readers);
  if (readers.kind !== 'thread' || delivery !== 'read') return words[delivery];
  const read = new Set(receiptsOfReaders(message, readers).flatMap(({ userId, lastReadSeq }) => (lastReadSeq >= message.seq ? [userId] : [])));
  const others = readers.members.filter(({ id }) => id !== readers.caller.id);
  if (others.length > 1 && others.every(({ id }) => read.has(id))) return 'Read by everyone';
  const names = others.filter(({ id }) => read.has(id)).map(({ name }) => firstName(name));
  return `Read by ${new Intl.ListFormat('en', { type: 'conjunction' }).format(names)}`;
}
