import { threadInputs } from '../../../shared/threads.ts';
import type { Database } from '../../db/database.ts';
import type { EventLog } from '../../realtime/event-log.ts';
import { router, staffProcedure } from '../../transport/procedures.ts';
import { auditCall } from '../audit/audit-log.ts';
import { addParticipants, createThread, removeParticipant } from './commands.ts';
import { listThreads, threadFor } from './queries.ts';

export function createThreadsRouter({ db, log }: { db: Database; log: EventLog }) {
  return router({
    create: staffProcedure.input(threadInputs.create).mutation(({ ctx, input }) => createThread(log, ctx.caller, input)),
    list: staffProcedure.input(threadInputs.list).query(({ ctx: { caller }, input }) =>
      db.withTenant(caller.tenantId, async (trx) => {
        await auditCall(trx, caller, 'threads.list');
        return listThreads(trx, caller.userId, input);
      }),
    ),
    get: staffProcedure.input(threadInputs.get).query(({ ctx: { caller }, input: { roomId } }) =>
      db.withTenant(caller.tenantId, async (trx) => {
        const thread = await threadFor(trx, caller.userId, roomId);
        await auditCall(trx, caller, 'threads.get', { roomId, patientId: thread.patient?.id ?? null });
        return thread;
      }),
    ),
    addParticipants: staffProcedure
      .input(threadInputs.addParticipants)
      .mutation(({ ctx, input }) => addParticipants(log, ctx.caller, input)),
    removeParticipant: staffProcedure
      .input(threadInputs.removeParticipant)
      .mutation(({ ctx, input }) => removeParticipant(log, ctx.caller, input)),
  });
}
