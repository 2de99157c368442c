import type { WorkItemEvent, WorkLogEvent } from '../../../shared/work-items.ts';
import { workTopic } from '../../../shared/topics.ts';
import type { NewEvent } from '../../realtime/event-log.ts';

/** The event that moves every open list of work items. Append it together with the notices of the change. */
export const workEvent = (event: WorkLogEvent): NewEvent<WorkItemEvent> => ({
  topic: workTopic,
  audience: 'staff',
  body: (position) => ({ ...event, ...position }),
});
