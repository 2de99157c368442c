import { patientInputs } from '../../../shared/patients.ts';
import type { Database } from '../../db/database.ts';
import { router, staffProcedure } from '../../transport/procedures.ts';
import { auditCall } from '../audit/audit-log.ts';
import { patientById, searchPatients } from './queries.ts';

export function createPatientsRouter({ db }: { db: Database }) {
  return router({
    search: staffProcedure.input(patientInputs.search).query(({ ctx: { caller }, input }) =>
      db.withTenant(caller.tenantId, async (trx) => {
        await auditCall(trx, caller, 'patients.search');
        return searchPatients(trx, input.query);
      }),
    ),
    get: staffProcedure.input(patientInputs.get).query(({ ctx: { caller }, input: { patientId } }) =>
      db.withTenant(caller.tenantId, async (trx) => {
        const patient = await patientById(trx, patientId);
        await auditCall(trx, caller, 'patients.get', { patientId });
        return patient;
      }),
    ),
  });
}
