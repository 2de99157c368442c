import type { LabResultStatus } from '../../../shared/lab-result-status.ts';
import type { PriorAuthStatus } from '../../../shared/prior-auth-status.ts';
import type { TaskState } from '../../../shared/tasks.ts';
import type { trpc } from '../../lib/trpc.ts';
import type { WorkPage } from './merge-work-change.ts';
import type { WorkFilter, WorkItems, WorkKind } from './work-kinds.ts';

type Client = ReturnType<typeof trpc.useUtils>['client'];

/** How items of a kind are read: a page of a list, and one by its id. */
interface Calls<Kind extends WorkKind> {
  list(client: Client, filter: WorkFilter, cursor: string | null, signal: AbortSignal): Promise<WorkPage<Kind>>;
  get(client: Client, id: string): Promise<WorkItems[Kind]>;
}

const about = ({ patientId }: WorkFilter): { patientId?: string } => (patientId === null ? {} : { patientId });

export const workCalls: { [Kind in WorkKind]: Calls<Kind> } = {
  tasks: {
    list: ({ tasks }, filter, cursor, signal) =>
      tasks.list.query(
        {
          ...about(filter),
          ...(filter.ownerId !== null && { assigneeId: filter.ownerId }),
          ...(filter.statuses.length === 1 && { state: filter.statuses[0] as TaskState }),
          cursor,
        },
        { signal },
      ),
    get: ({ tasks }, taskId) => tasks.get.query({ taskId }),
  },
  priorAuths: {
    list: ({ priorAuths }, filter, cursor, signal) =>
      priorAuths.list.query(
        {
          ...about(filter),
          ...(filter.ownerId !== null && { createdById: filter.ownerId }),
          ...(filter.statuses.length > 0 && { status: filter.statuses as PriorAuthStatus[] }),
          cursor,
        },
        { signal },
      ),
    get: ({ priorAuths }, priorAuthId) => priorAuths.get.query({ priorAuthId }),
  },
  labResults: {
    list: ({ labResults }, filter, cursor, signal) =>
      labResults.list.query(
        {
          ...about(filter),
          ...(filter.ownerId !== null && { orderedById: filter.ownerId }),
          ...(filter.statuses.length > 0 && { status: filter.statuses as LabResultStatus[] }),
          cursor,
        },
        { signal },
      ),
    get: ({ labResults }, labResultId) => labResults.get.query({ labResultId }),
  },
};
