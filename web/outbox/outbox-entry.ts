import type { MessageVisibility } from '../../shared/messages.ts';

interface MessageTask {
  kind: 'message';
  roomId: string;
  clientMessageId: string;
  content: string;
  visibility: MessageVisibility;
  mentionIds?: string[];
}

/** What the person has read. Read marks only move forward, so one that comes late does no harm. */
type ReadTask =
  | { kind: 'read'; roomId: string; seq: number }
  | { kind: 'notification_read'; notificationId: string }
  /** All up to this one, and no newer one that nobody has seen. */
  | { kind: 'notifications_read'; upTo: string };

/** Something that a person did and the server has not confirmed. All of it may be done twice, and late. */
export type OutboxTask = MessageTask | ReadTask;

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

/** The entry that stands for the task. A read mark replaces the one before it for the same thing; every message is its own. */
export const entryFor = (task: OutboxTask, createdAt: string): OutboxEntry => ({ ...placeOf(task), task, createdAt, problem: null });

function placeOf(task: OutboxTask): Pick<OutboxEntry, 'id' | 'lane'> {
  switch (task.kind) {
    case 'message':
      return { id: task.clientMessageId, lane: `message ${task.roomId}` };
    case 'read':
      return { id: `read ${task.roomId}`, lane: `read ${task.roomId}` };
    case 'notification_read':
      return { id: `notification ${task.notificationId}`, lane: 'notifications' };
    case 'notifications_read':
      return { id: 'notifications', lane: 'notifications' };
  }
}
