import { z } from 'zod';
import { lastEventIdSchema } from './cursors.ts';
import type { LabResult } from './lab-results.ts';
import type { PriorAuth } from './prior-auths.ts';
import type { Task } from './tasks.ts';

export const workItemInputs = {
  events: z.strictObject({ lastEventId: lastEventIdSchema }).optional(),
};

/** What is stored in a tenant's work log: the item as it is after the change, a new one too. */
export type WorkLogEvent =
  | { type: 'task.updated'; task: Task }
  | { type: 'prior_auth.updated'; priorAuth: PriorAuth }
  | { type: 'lab_result.updated'; labResult: LabResult };

/** What `workItems.events` yields: every open list moves by it. */
export type WorkItemEvent = { seq: number; at: string } & (
  | WorkLogEvent
  | { type: 'work.joined' }
  | { type: 'feed.reset' | 'feed.heartbeat' }
);
