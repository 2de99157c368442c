import { patientInputs } from '../../../shared/patients.ts';
import type { Database } from '../../db/database.ts';
import { router, staffProcedure } from '../../transport/procedures.ts';
import { recordAudit } from '../audit/commands.ts';
import { patientById, searchPatients } from './queries.ts';

export function createPatientsRouter({ db }: { db: Database }) {
  return router({
    search: staffProcedure.input(patientInputs.search).query(({ ctx: { caller }, input }) =>
      db.withTenant(caller.tenantId, async (trx) => {
        await recordAudit(trx, { ...caller, actorId: caller.userId, action: 'patients.search', outcome: 'allowed' });
        return searchPatients(trx, input.query);
      }),
    ),
    get: staffProcedure.input(patientInputs.get).query(({ ctx: { caller }, input: { patientId } }) =>
      db.withTenant(caller.tenantId, async (trx) => {
        const patient = await patientById(trx, patientId);
        await recordAudit(trx, { ...caller, actorId: caller.userId, action: 'patients.get', patientId, outcome: 'allowed' });
        return patient;
      }),
    ),
  });
}
