import type { Message, MessageVisibility } from '../../../shared/messages.ts';
import type { OutboxEntry } from '../../outbox/outbox-entry.ts';

/** A message on its way: shown at once, and kept with its words until the server has answered. */
export interface OutgoingMessage {
  clientMessageId: string;
  content: string;
  visibility: MessageVisibility;
  /** Whom it addresses by name. */
  mentionIds: string[];
  /** ISO 8601, by this browser's clock. */
  createdAt: string;
  /** Why the server refused it, in words for the sender; null while it is being sent. */
  problem: string | null;
}

/** The room's messages in the outbox, without those that have arrived: the outbox may learn of it a moment later. */
export function outgoingOf(entries: readonly OutboxEntry[], roomId: string, arrived: readonly Message[]): OutgoingMessage[] {
  const messages = entries.flatMap(({ task, createdAt, problem }) =>
    task.kind === 'message' && task.roomId === roomId ? [{ ...task, mentionIds: task.mentionIds ?? [], createdAt, problem }] : [],
  );
  if (messages.length === 0) return [];
  const ids = new Set(arrived.map(({ clientMessageId }) => clientMessageId));
  return messages.filter(({ clientMessageId }) => !ids.has(clientMessageId));
}
