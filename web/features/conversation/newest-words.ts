import type { Message } from '../../../shared/messages.ts';
import { sentence } from '../../../shared/text.ts';
import { countsAsUnread } from './merge-read-mark.ts';

/** What a screen reader says when a message of somebody else arrives, and the message's number; nothing for what was there at opening. */
export function newestWords(messages: Message[], openedAtSeq: number, callerId: string): { words: string; turn: number } {
  const newest = messages.findLast((message) => message.seq > openedAtSeq && countsAsUnread(message, callerId));
  if (!newest) return { words: '', turn: 0 };
  const { sender, visibility, content, seq } = newest;
  return { words: visibility === 'staff' ? sentence`Internal note from ${sender.name}: ${content}` : sentence`${sender.name}: ${content}`, turn: seq };
}
