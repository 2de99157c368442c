import { v7 } from 'uuid';
import type { LabResult } from '../../../shared/lab-results.ts';
import type { PriorAuth } from '../../../shared/prior-auths.ts';
import type { Task } from '../../../shared/tasks.ts';
import type { WorkLogEvent } from '../../../shared/work-items.ts';
import { patientCalled, staffCalled, type Cast } from './cast.ts';
import type { LabResultScript, PriorAuthScript, TaskScript } from './northside-work.ts';

const minute = 60_000;
const quarter = 15 * minute;

/** One change of one item: the event that tells of it, without its place in the log. */
export interface WorkStep {
  at: number;
  event: WorkLogEvent;
}

interface Stage {
  cast: Cast;
  now: number;
}

/** The states of one item, each made of the one before, as versions that follow each other. */
function statesOf<Item extends { version: number; updatedAt: string }>(
  { now }: Stage,
  first: Item,
  changes: { ago: number; change: (at: string) => Partial<Item> }[],
): { at: number; item: Item }[] {
  const states = [{ at: Date.parse(first.updatedAt), item: first }];
  for (const { ago, change } of changes) {
    const at = now - ago * minute;
    const updatedAt = new Date(at).toISOString();
    const { item } = states.at(-1)!;
    states.push({ at, item: { ...item, ...change(updatedAt), version: item.version + 1, updatedAt } });
  }
  return states;
}

/** What every item begins with. */
function beginning({ now }: Stage, ago: number) {
  const at = now - ago * minute;
  const createdAt = new Date(at).toISOString();
  return { id: v7({ msecs: at }), version: 1, createdAt, updatedAt: createdAt };
}

function patientOf({ cast }: Stage, called: string): Task['patient'] & object {
  const { id, name, dateOfBirth } = patientCalled(cast, called);
  return { id, name, dateOfBirth };
}

export function playTask(stage: Stage, { title, patient, written, dueIn, given = [], done }: TaskScript): WorkStep[] {
  const { cast, now } = stage;
  const [ago, writer] = written;
  // who writes a task down and gives it away does both at once
  const atOnce = given[0]?.[0] === ago ? given[0] : null;
  const first: Task = {
    ...beginning(stage, ago),
    title,
    patient: patient === undefined ? null : patientOf(stage, patient),
    assignee: atOnce ? staffCalled(cast, atOnce[2]) : null,
    createdBy: staffCalled(cast, writer),
    state: 'open',
    dueAt: dueIn === undefined ? null : new Date(Math.round((now + dueIn * minute) / quarter) * quarter).toISOString(),
    completedBy: null,
    completedAt: null,
  };
  const states = statesOf(stage, first, [
    ...given.slice(atOnce ? 1 : 0).map(([when, , to]) => ({ ago: when, change: () => ({ assignee: staffCalled(cast, to) }) })),
    ...(done ? [{ ago: done[0], change: (completedAt: string) => ({ state: 'done' as const, completedAt, completedBy: staffCalled(cast, done[1]) }) }] : []),
  ]);
  return states.map(({ at, item }) => ({ at, event: { type: 'task.updated', task: item } }));
}

export function playPriorAuth(stage: Stage, { patient, medication, payer, drafted, steps = [] }: PriorAuthScript): WorkStep[] {
  const [ago, writer] = drafted;
  const start = beginning(stage, ago);
  const first: PriorAuth = {
    ...start,
    patient: patientOf(stage, patient),
    medication,
    payer,
    status: 'draft',
    statusSince: start.createdAt,
    note: null,
    createdBy: staffCalled(stage.cast, writer),
  };
  const states = statesOf(
    stage,
    first,
    steps.map(([when, , status, note]) => ({ ago: when, change: (statusSince) => ({ status, statusSince, note: note ?? null }) })),
  );
  return states.map(({ at, item }) => ({ at, event: { type: 'prior_auth.updated', priorAuth: item } }));
}

export function playLabResult(stage: Stage, { patient, test, orderedBy, ordered, ready, reviewed }: LabResultScript): WorkStep[] {
  const start = beginning(stage, ordered[0]);
  const first: LabResult = {
    ...start,
    patient: patientOf(stage, patient),
    test,
    orderedBy: staffCalled(stage.cast, orderedBy),
    status: 'ordered',
    statusSince: start.createdAt,
    reviewedBy: null,
  };
  const states = statesOf(stage, first, [
    ...(ready ? [{ ago: ready[0], change: (statusSince: string) => ({ status: 'ready' as const, statusSince }) }] : []),
    ...(reviewed
      ? [{ ago: reviewed[0], change: (statusSince: string) => ({ status: 'reviewed' as const, statusSince, reviewedBy: staffCalled(stage.cast, reviewed[1]) }) }]
      : []),
  ]);
  return states.map(({ at, item }) => ({ at, event: { type: 'lab_result.updated', labResult: item } }));
}
