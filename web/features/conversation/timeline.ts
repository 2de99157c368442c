import type { Zone } from '../../lib/use-zone.ts';
import { calendarDay } from '../../ui/time-words.ts';
import type { Message } from '../../../shared/messages.ts';
import type { Conversation } from './conversation.ts';
import { countsAsUnread } from './merge-read-mark.ts';
import type { OutgoingMessage } from './outgoing.ts';

/** One row of the conversation as it is drawn. `key` stays the same when a sent message takes its optimistic row's place. */
export type TimelineRow =
  | { kind: 'day'; key: string; at: string }
  | { kind: 'unread'; key: string; count: number }
  | { kind: 'message'; key: string; message: Message; opensGroup: boolean }
  | { kind: 'outgoing'; key: string; outgoing: OutgoingMessage; opensGroup: boolean };

/** Where the "new" line stands: decided when the conversation is opened, it does not move while reading. */
export interface UnreadMark {
  afterSeq: number;
  untilSeq: number;
}

/** Messages of one sender within this time stand together under one name. */
const groupWithin = 5 * 60_000;

interface Voice {
  senderId: string;
  visibility: string;
  at: string;
  /** Of the calendar. */
  day: string;
  isSystem: boolean;
}

const sameGroup = (previous: Voice | null, next: Voice): boolean =>
  previous !== null &&
  !previous.isSystem &&
  previous.senderId === next.senderId &&
  previous.visibility === next.visibility &&
  previous.day === next.day &&
  Date.parse(next.at) - Date.parse(previous.at) < groupWithin;

export function buildTimeline(
  { messages, outgoing }: Pick<Conversation, 'messages'> & { outgoing: OutgoingMessage[] },
  callerId: string,
  unread: UnreadMark | null,
  zone: Zone,
): TimelineRow[] {
  const dayOf = (at: string): string => calendarDay(Date.parse(at), zone);
  const rows: TimelineRow[] = [];
  let previous: Voice | null = null;

  const openDay = (at: string): void => {
    if (previous?.day === dayOf(at)) return;
    rows.push({ kind: 'day', key: `day ${dayOf(at)}`, at });
  };

  const isNew = (message: Message): boolean =>
    unread !== null && message.seq > unread.afterSeq && message.seq <= unread.untilSeq && countsAsUnread(message, callerId);
  const newMessages = messages.filter(isNew);

  for (const message of messages) {
    openDay(message.createdAt);
    const opensUnread = message === newMessages[0];
    if (opensUnread) rows.push({ kind: 'unread', key: 'unread', count: newMessages.length });
    const voice = {
      senderId: message.sender.id,
      visibility: message.visibility,
      at: message.createdAt,
      day: dayOf(message.createdAt),
      isSystem: message.messageType === 'system',
    };
    rows.push({ kind: 'message', key: message.clientMessageId, message, opensGroup: opensUnread || !sameGroup(previous, voice) });
    previous = voice;
  }
  for (const message of outgoing) {
    openDay(message.createdAt);
    const voice = { senderId: callerId, visibility: message.visibility, at: message.createdAt, day: dayOf(message.createdAt), isSystem: false };
    rows.push({ kind: 'outgoing', key: message.clientMessageId, outgoing: message, opensGroup: !sameGroup(previous, voice) });
    previous = voice;
  }
  return rows;
}
