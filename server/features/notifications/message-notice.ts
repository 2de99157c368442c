import { limits } from '../../../shared/limits.ts';
import type { Message } from '../../../shared/messages.ts';
import { cutText, sentence } from '../../../shared/text.ts';
import { isStaff } from '../../../shared/roles.ts';
import type { Conversation } from '../rooms/conversations.ts';
import type { Notice } from './notify.ts';

/** Whom a message calls: these people, or, where it concerns nobody in particular, whoever is on call as well. */
export interface MessageCall {
  notice: Omit<Notice, 'tenantId'> & { to: string[] };
  callsOnCall: boolean;
}

/** What a message in this room is told as, and to whom; null when it calls nobody. Its writer is never among them. */
export function messageCall(message: Message, { order, thread, roomId }: Conversation): MessageCall | null {
  const { sender, content, messageType, visibility, priority, mentionIds = [] } = message;
  if (messageType === 'system') return null;
  const isUrgent = priority === 'urgent';
  const notice = (to: (string | null)[], title: string, about: string | null, kind: 'chat_order' | 'thread') => ({
    to: to.filter((id) => id !== null && id !== sender.id) as string[],
    by: sender.id,
    type: 'message.received' as const,
    title: isUrgent ? `Urgent: ${title}` : title,
    body: cutText(about === null ? content : sentence`${about}: ${content}`, limits.text.reason),
    entity: { kind, id: roomId },
    isUrgent,
  });
  if (thread) {
    // who is named hears of that
    const others = thread.participantIds.filter((id) => !mentionIds.includes(id));
    return { notice: notice(others, sentence`${sender.name} wrote to you`, thread.subject, 'thread'), callsOnCall: false };
  }
  if (!order) return null;
  if (!isStaff(sender.role)) {
    const callsOnCall = order.isOpen && (order.holderId === null || isUrgent);
    return { notice: notice([order.holderId], 'A patient wrote to you', order.patientName, 'chat_order'), callsOnCall };
  }
  if (visibility === 'staff') return { notice: notice([order.holderId], sentence`${sender.name} left a note on your order`, order.patientName, 'chat_order'), callsOnCall: false };
  return { notice: notice([order.patientUserId], 'Your pharmacy wrote to you', null, 'chat_order'), callsOnCall: false };
}
