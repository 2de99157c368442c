import type { MessageVisibility } from '../../shared/messages.ts';

/** Something that a person did and the server has not confirmed. All of it may be done twice: it carries an id of ours. */
export type OutboxTask =
  | {
      kind: 'message';
      roomId: string;
      clientMessageId: string;
      content: string;
      visibility: MessageVisibility;
      mentionIds?: string[];
    }
  | { kind: 'read'; roomId: string; seq: number };

export interface OutboxEntry {
  id: string;
  /** Entries of one lane are sent one after the other, in the order in which they were added. */
  lane: string;
  task: OutboxTask;
  /** ISO 8601, by this browser's clock. Says nothing about the order. */
  createdAt: string;
  /** Why the server refused it for good, in words for the person; null while it waits. */
  problem: string | null;
}

/** The entry that stands for the task. A read mark replaces the one before it; every message is its own. */
export function entryFor(task: OutboxTask, createdAt: string): OutboxEntry {
  const isMessage = task.kind === 'message';
  return {
    id: isMessage ? task.clientMessageId : `read ${task.roomId}`,
    lane: `${task.kind} ${task.roomId}`,
    task,
    createdAt,
    problem: null,
  };
}
