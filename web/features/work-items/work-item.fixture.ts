import type { LabResult } from '../../../shared/lab-results.ts';
import type { PriorAuth } from '../../../shared/prior-auths.ts';
import type { Task } from '../../../shared/tasks.ts';
import type { WorkItemEvent } from '../../../shared/work-items.ts';
import type { WorkChange, WorkFilter } from './work-kinds.ts';

const sam = { id: 'sam', name: 'Sam Porter', dateOfBirth: '1990-04-02' };
const rosa = { id: 'rosa', name: 'Rosa Jimenez' };
const written = { version: 1, createdAt: '2026-06-15T08:00:00.000Z', updatedAt: '2026-06-15T08:00:00.000Z' };

export const everything: WorkFilter = { patientId: null, ownerId: null, statuses: [] };

export const taskOf = (change: Partial<Task> = {}): Task => ({
  id: 'task',
  title: 'Call back',
  patient: sam,
  assignee: null,
  createdBy: rosa,
  state: 'open',
  dueAt: null,
  completedBy: null,
  completedAt: null,
  ...written,
  ...change,
});

export const priorAuthOf = (change: Partial<PriorAuth> = {}): PriorAuth => ({
  id: 'prior-auth',
  patient: sam,
  medication: 'Dupixent 300 mg',
  payer: 'Blue Cross',
  status: 'draft',
  statusSince: written.createdAt,
  note: null,
  createdBy: rosa,
  ...written,
  ...change,
});

export const labResultOf = (change: Partial<LabResult> = {}): LabResult => ({
  id: 'lab-result',
  patient: sam,
  test: 'Biopsy',
  orderedBy: { id: 'chen', name: 'Wei Chen' },
  status: 'ordered',
  statusSince: written.createdAt,
  reviewedBy: null,
  ...written,
  ...change,
});

const position = { seq: 7, at: written.createdAt };

/** The event that tells of a change. */
export function eventOf(change: WorkChange): WorkItemEvent {
  switch (change.kind) {
    case 'tasks':
      return { type: 'task.updated', task: change.item, ...position };
    case 'priorAuths':
      return { type: 'prior_auth.updated', priorAuth: change.item, ...position };
    case 'labResults':
      return { type: 'lab_result.updated', labResult: change.item, ...position };
  }
}

export const aboutFeed = (type: 'work.joined' | 'feed.reset' | 'feed.heartbeat'): WorkItemEvent => ({ type, ...position });
