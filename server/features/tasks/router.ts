import { taskInputs } from '../../../shared/tasks.ts';
import type { Database } from '../../db/database.ts';
import { router, staffProcedure } from '../../transport/procedures.ts';
import { auditCall } from '../audit/audit-log.ts';
import { createTaskCommands, type TaskCommandDependencies } from './commands.ts';
import { listTasks, taskById } from './queries.ts';

export function createTasksRouter({ db, ...dependencies }: TaskCommandDependencies & { db: Database }) {
  const commands = createTaskCommands(dependencies);
  return router({
    create: staffProcedure.input(taskInputs.create).mutation(({ ctx, input }) => commands.create(ctx.caller, input)),
    assign: staffProcedure.input(taskInputs.assign).mutation(({ ctx, input }) => commands.assign(ctx.caller, input)),
    complete: staffProcedure.input(taskInputs.complete).mutation(({ ctx, input }) => commands.complete(ctx.caller, input)),
    get: staffProcedure.input(taskInputs.get).query(({ ctx: { caller }, input }) =>
      db.withTenant(caller.tenantId, async (trx) => {
        const task = await taskById(trx, input.taskId);
        await auditCall(trx, caller, 'tasks.get', { patientId: task.patient?.id ?? null });
        return task;
      }),
    ),
    list: staffProcedure.input(taskInputs.list).query(({ ctx: { caller }, input }) =>
      db.withTenant(caller.tenantId, async (trx) => {
        await auditCall(trx, caller, 'tasks.list', { patientId: input.patientId ?? null });
        return listTasks(trx, input);
      }),
    ),
  });
}
