import { priorAuthInputs } from '../../../shared/prior-auths.ts';
import type { Database } from '../../db/database.ts';
import { router, staffProcedure } from '../../transport/procedures.ts';
import { auditCall } from '../audit/audit-log.ts';
import { createPriorAuthCommands, type PriorAuthCommandDependencies } from './commands.ts';
import { listPriorAuths, priorAuthById } from './queries.ts';

export function createPriorAuthsRouter({ db, ...dependencies }: PriorAuthCommandDependencies & { db: Database }) {
  const commands = createPriorAuthCommands(dependencies);
  return router({
    create: staffProcedure.input(priorAuthInputs.create).mutation(({ ctx, input }) => commands.create(ctx.caller, input)),
    setStatus: staffProcedure.input(priorAuthInputs.setStatus).mutation(({ ctx, input }) => commands.setStatus(ctx.caller, input)),
    get: staffProcedure.input(priorAuthInputs.get).query(({ ctx: { caller }, input }) =>
      db.withTenant(caller.tenantId, async (trx) => {
        const priorAuth = await priorAuthById(trx, input.priorAuthId);
        await auditCall(trx, caller, 'priorAuths.get', { patientId: priorAuth.patient.id });
        return priorAuth;
      }),
    ),
    list: staffProcedure.input(priorAuthInputs.list).query(({ ctx: { caller }, input }) =>
      db.withTenant(caller.tenantId, async (trx) => {
        await auditCall(trx, caller, 'priorAuths.list', { patientId: input.patientId ?? null });
        return listPriorAuths(trx, input);
      }),
    ),
  });
}
