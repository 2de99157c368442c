import type { LabResult } from '../../../shared/lab-results.ts';
import type { PriorAuth } from '../../../shared/prior-auths.ts';
import type { Task } from '../../../shared/tasks.ts';
import type { WorkItemEvent } from '../../../shared/work-items.ts';

/** The kinds of work items, each with what an item of it is. */
export interface WorkItems {
  tasks: Task;
  priorAuths: PriorAuth;
  labResults: LabResult;
}
export type WorkKind = keyof WorkItems;
export type WorkItem = WorkItems[WorkKind];

/** What a list of one kind shows. */
export interface WorkFilter {
  /** Only what is about this patient. */
  patientId: string | null;
  /** Only what this person has to do with: the task's assignee, who started the authorisation, who ordered the test. */
  ownerId: string | null;
  /** Empty for all. */
  statuses: readonly string[];
}

/** How lists of a kind are narrowed and sorted, as the server does it. */
interface ListRules<Item> {
  ownerId(item: Item): string | null;
  status(item: Item): string;
  compare(a: Item, b: Item): number;
}

const byId = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : Number(a.id > b.id));
const dueAt = ({ dueAt: at }: Task): number => (at === null ? Infinity : Date.parse(at));
const byDue = (a: Task, b: Task): number => (dueAt(a) === dueAt(b) ? 0 : dueAt(a) - dueAt(b));

export const listRules: { [Kind in WorkKind]: ListRules<WorkItems[Kind]> } = {
  tasks: {
    ownerId: ({ assignee }) => assignee?.id ?? null,
    status: ({ state }) => state,
    compare: (a, b) => Number(a.state === 'done') - Number(b.state === 'done') || byDue(a, b) || byId(a, b),
  },
  priorAuths: { ownerId: ({ createdBy }) => createdBy.id, status: ({ status }) => status, compare: (a, b) => byId(b, a) },
  labResults: { ownerId: ({ orderedBy }) => orderedBy.id, status: ({ status }) => status, compare: (a, b) => byId(b, a) },
};

/** Whether an item stands in the lists of a filter. */
export function belongs<Kind extends WorkKind>(kind: Kind, item: WorkItems[Kind], filter: WorkFilter): boolean {
  const { ownerId, status } = listRules[kind];
  return (
    (filter.patientId === null || item.patient?.id === filter.patientId) &&
    (filter.ownerId === null || ownerId(item) === filter.ownerId) &&
    (filter.statuses.length === 0 || filter.statuses.includes(status(item)))
  );
}

/** An item as it is after a change. */
export type WorkChange = { [Kind in WorkKind]: { kind: Kind; item: WorkItems[Kind] } }[WorkKind];

/** The change that an event tells of; null when it speaks of the feed alone. */
export function changeOf(event: WorkItemEvent): WorkChange | null {
  switch (event.type) {
    case 'task.updated':
      return { kind: 'tasks', item: event.task };
    case 'prior_auth.updated':
      return { kind: 'priorAuths', item: event.priorAuth };
    case 'lab_result.updated':
      return { kind: 'labResults', item: event.labResult };
    case 'work.joined':
    case 'feed.reset':
    case 'feed.heartbeat':
      return null;
  }
}
