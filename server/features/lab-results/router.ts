import { labResultInputs } from '../../../shared/lab-results.ts';
import type { Database } from '../../db/database.ts';
import { router, staffProcedure } from '../../transport/procedures.ts';
import { auditCall } from '../audit/audit-log.ts';
import { createLabResultCommands, type LabResultCommandDependencies } from './commands.ts';
import { labResultById, listLabResults } from './queries.ts';

export function createLabResultsRouter({ db, ...dependencies }: LabResultCommandDependencies & { db: Database }) {
  const commands = createLabResultCommands(dependencies);
  return router({
    create: staffProcedure.input(labResultInputs.create).mutation(({ ctx, input }) => commands.create(ctx.caller, input)),
    markReady: staffProcedure.input(labResultInputs.markReady).mutation(({ ctx, input }) => commands.markReady(ctx.caller, input)),
    markReviewed: staffProcedure.input(labResultInputs.markReviewed).mutation(({ ctx, input }) => commands.markReviewed(ctx.caller, input)),
    get: staffProcedure.input(labResultInputs.get).query(({ ctx: { caller }, input }) =>
      db.withTenant(caller.tenantId, async (trx) => {
        const labResult = await labResultById(trx, input.labResultId);
        await auditCall(trx, caller, 'labResults.get', { patientId: labResult.patient.id });
        return labResult;
      }),
    ),
    list: staffProcedure.input(labResultInputs.list).query(({ ctx: { caller }, input }) =>
      db.withTenant(caller.tenantId, async (trx) => {
        await auditCall(trx, caller, 'labResults.list', { patientId: input.patientId ?? null });
        return listLabResults(trx, input);
      }),
    ),
  });
}
