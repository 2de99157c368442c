import type { z } from 'zod';
import { newId } from '../../../shared/ids.ts';
import { limits } from '../../../shared/limits.ts';
import type { Task, taskInputs } from '../../../shared/tasks.ts';
import { sentence } from '../../../shared/text.ts';
import type { Clock } from '../../clock.ts';
import type { TenantTransaction } from '../../db/database.ts';
import { Failure } from '../../failure.ts';
import type { EventLog, NewEvent, UnitOfWork } from '../../realtime/event-log.ts';
import type { Caller } from '../../transport/context.ts';
import { requireInYears } from '../../time-range.ts';
import { auditCall } from '../audit/audit-log.ts';
import type { Notify } from '../notifications/notify.ts';
import { patientById } from '../patients/queries.ts';
import { requireColleague, requireVersion } from '../work-items/access.ts';
import { workEvent } from '../work-items/work-log.ts';
import { taskById, taskCreatedAs } from './queries.ts';

type Input<Name extends keyof typeof taskInputs> = z.output<(typeof taskInputs)[Name]>;

export interface TaskCommandDependencies {
  log: EventLog;
  notify: Notify;
  clock: Clock;
}

export function createTaskCommands({ log, notify, clock }: TaskCommandDependencies) {
  const tellAssignee = async (trx: TenantTransaction, caller: Caller, task: Task): Promise<NewEvent[]> =>
    task.assignee
      ? notify(trx, {
          tenantId: caller.tenantId,
          to: [task.assignee.id],
          by: caller.userId,
          type: 'task.assigned',
          title: 'A task was given to you',
          body: sentence`${caller.name}: ${task.title}` + (task.patient ? sentence` (${task.patient.name})` : ''),
          entity: { kind: 'task', id: task.id },
        })
      : [];

  /** Stores who did what, and tells the lists and, where it is theirs now, the assignee. Last in the transaction. */
  async function announce({ trx, append }: UnitOfWork, caller: Caller, action: string, task: Task, assigned: boolean): Promise<Task> {
    await auditCall(trx, caller, action, { patientId: task.patient?.id ?? null });
    const notices = assigned ? await tellAssignee(trx, caller, task) : [];
    await append([workEvent({ type: 'task.updated', task }), ...notices]);
    return task;
  }

  return {
    /** The same `clientTaskId` again gives the task that is already there. */
    create: (caller: Caller, input: Input<'create'>): Promise<Task> =>
      log.write(caller.tenantId, async (unit) => {
        const { trx } = unit;
        const findCreated = () => taskCreatedAs(trx, caller.userId, input.clientTaskId);
        const before = await findCreated();
        if (before) return before;
        requireInYears({ dueAt: input.dueAt }, clock, limits.work.due, 'A task is due at most a year ago and at most ten years ahead.');
        if (input.patientId) await patientById(trx, input.patientId);
        if (input.assigneeId) await requireColleague(trx, input.assigneeId);
        const now = new Date();
        const created = await trx
          .insertInto('task')
          .values({
            tenant_id: caller.tenantId,
            id: newId(),
            title: input.title,
            patient_id: input.patientId ?? null,
            assignee_id: input.assigneeId ?? null,
            due_at: input.dueAt ? new Date(input.dueAt) : null,
            created_by_id: caller.userId,
            client_task_id: input.clientTaskId,
            created_at: now,
            updated_at: now,
          })
          // waits for the same create on another connection, whose task the next statement sees
          .onConflict((conflict) => conflict.columns(['tenant_id', 'created_by_id', 'client_task_id']).doNothing())
          .returning('id')
          .executeTakeFirst();
        const task = created ? await taskById(trx, created.id) : await findCreated();
        if (!task) throw new Error('A task was neither created nor there.');
        return created ? announce(unit, caller, 'tasks.create', task, true) : task;
      }),

    /** Gives an open task to a colleague, or to oneself. */
    assign: (caller: Caller, { taskId, assigneeId, expectedVersion }: Input<'assign'>): Promise<Task> =>
      log.write(caller.tenantId, async (unit) => {
        const task = await lockOpenTask(unit.trx, taskId, expectedVersion);
        await requireColleague(unit.trx, assigneeId);
        const changed = await updateTask(unit.trx, task, { assignee_id: assigneeId });
        return announce(unit, caller, 'tasks.assign', changed, task.assignee?.id !== assigneeId);
      }),

    complete: (caller: Caller, { taskId, expectedVersion }: Input<'complete'>): Promise<Task> =>
      log.write(caller.tenantId, async (unit) => {
        const task = await lockOpenTask(unit.trx, taskId, expectedVersion);
        const changed = await updateTask(unit.trx, task, { state: 'done', completed_by_id: caller.userId, completed_at: new Date() });
        return announce(unit, caller, 'tasks.complete', changed, false);
      }),
  };
}

/** A lock and what it protects are two statements: a joined row that had to wait would show the names of before. */
async function lockOpenTask(trx: TenantTransaction, taskId: string, expectedVersion: number): Promise<Task> {
  await trx.selectFrom('task').select('id').where('id', '=', taskId).forUpdate().execute();
  const task = await taskById(trx, taskId);
  requireVersion(task, expectedVersion);
  if (task.state === 'done') throw new Failure('INVALID_TRANSITION', 'This task is done and no longer changes.');
  return task;
}

async function updateTask(
  trx: TenantTransaction,
  { id, version }: Task,
  set: { assignee_id: string } | { state: 'done'; completed_by_id: string; completed_at: Date },
): Promise<Task> {
  await trx
    .updateTable('task')
    .set({ ...set, version: version + 1, updated_at: new Date() })
    .where('id', '=', id)
    .execute();
  return taskById(trx, id);
}
