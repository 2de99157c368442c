import { chartInputs } from '../../../shared/charts.ts';
import { patientInputs } from '../../../shared/patients.ts';
import type { Clock } from '../../clock.ts';
import { clinicProcedure, router, staffProcedure } from '../../transport/procedures.ts';
import { auditCall } from '../audit/audit-log.ts';
import { chartOf } from '../charts/queries.ts';
import { createChartViewerFeed, type ViewerFeedDependencies } from '../charts/viewer-feed.ts';
import { patientById, searchPatients } from './queries.ts';

export interface PatientDependencies extends ViewerFeedDependencies {
  clock: Clock;
}

export function createPatientsRouter(dependencies: PatientDependencies) {
  const { db, clock } = dependencies;
  const chartViewerFeed = createChartViewerFeed(dependencies);
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
    chart: clinicProcedure.input(chartInputs.chart).query(({ ctx: { caller }, input: { patientId } }) =>
      db.withTenant(caller.tenantId, async (trx) => {
        const chart = await chartOf(trx, caller.userId, patientId, new Date(clock.now()));
        await auditCall(trx, caller, 'patients.chart', { patientId });
        return chart;
      }),
    ),
    viewers: clinicProcedure
      .input(chartInputs.viewers)
      .subscription(({ ctx: { caller, connection }, input: { patientId }, signal }) =>
        chartViewerFeed({ caller, connection, patientId, signal: signal ?? new AbortController().signal }),
      ),
  });
}
