import type { ChatOrderSummary } from '../../../shared/chat-orders.ts';
import { firstName } from '../../../shared/names.ts';
import { sentence } from '../../../shared/text.ts';

/** What is ordered, in a few words: "Metformin 500 mg +2"; empty while there are no items. */
export function medicineOf({ items }: Pick<ChatOrderSummary, 'items'>): string {
  const [first, ...others] = items;
  if (!first) return '';
  const name = sentence`${first.name} ${first.strength}`.trim();
  return others.length === 0 ? name : `${name} +${others.length}`;
}

interface Said {
  /** Who said it, when it was not the patient. */
  author: string;
  words: string;
}

/** The patient's own last words; without any what the pharmacy wrote to them, never what colleagues noted. */
export function saidLast({ items, lastMessage, patientMessage }: Pick<ChatOrderSummary, 'items' | 'lastMessage' | 'patientMessage'>, callerId: string): Said {
  if (patientMessage) return { author: '', words: patientMessage.content };
  if (lastMessage?.visibility === 'everyone')
    return { author: lastMessage.senderId === callerId ? 'You: ' : sentence`${firstName(lastMessage.senderName)}: `, words: lastMessage.content };
  return { author: '', words: items.length === 0 ? 'No messages yet' : '' };
}
