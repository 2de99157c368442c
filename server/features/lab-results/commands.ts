import type { z } from 'zod';
import { newId } from '../../../shared/ids.ts';
import { labResultStatusName, nextLabResultStatus } from '../../../shared/lab-result-status.ts';
import type { LabResult, labResultInputs } from '../../../shared/lab-results.ts';
import type { TenantTransaction } from '../../db/database.ts';
import { Failure } from '../../failure.ts';
import type { EventLog, NewEvent } from '../../realtime/event-log.ts';
import type { Caller } from '../../transport/context.ts';
import { auditCall } from '../audit/audit-log.ts';
import type { Notify } from '../notifications/notify.ts';
import { patientById } from '../patients/queries.ts';
import { requireColleague, requireVersion } from '../work-items/access.ts';
import { workEvent } from '../work-items/work-log.ts';
import { labResultById, labResultCreatedAs } from './queries.ts';

type Input<Name extends keyof typeof labResultInputs> = z.output<(typeof labResultInputs)[Name]>;

export interface LabResultCommandDependencies {
  log: EventLog;
  notify: Notify;
}

export function createLabResultCommands({ log, notify }: LabResultCommandDependencies) {
  const tellProvider = (trx: TenantTransaction, caller: Caller, { id, patient, test, orderedBy }: LabResult): Promise<NewEvent[]> =>
    notify(trx, {
      tenantId: caller.tenantId,
      to: [orderedBy.id],
      by: caller.userId,
      type: 'lab_result.ready',
      title: 'A lab result is ready',
      body: `${test} of ${patient.name} is ready for review.`,
      entity: { kind: 'lab_result', id },
    });

  /** Takes the step to `status`; INVALID_TRANSITION unless it is the next one. */
  const step = (
    caller: Caller,
    { labResultId, expectedVersion }: Input<'markReady'>,
    action: string,
    status: 'ready' | 'reviewed',
  ): Promise<LabResult> =>
    log.write(caller.tenantId, async ({ trx, append }) => {
      // two statements: a joined row that had to wait would show the names of before
      await trx.selectFrom('lab_result').select('id').where('id', '=', labResultId).forUpdate().execute();
      const current = await labResultById(trx, labResultId);
      requireVersion(current, expectedVersion);
      if (nextLabResultStatus(current.status) !== status)
        throw new Failure('INVALID_TRANSITION', `This lab result is ${labResultStatusName(current.status).toLowerCase()}.`);
      const now = new Date();
      await trx
        .updateTable('lab_result')
        .set({
          status,
          status_since: now,
          reviewed_by_id: status === 'reviewed' ? caller.userId : null,
          version: current.version + 1,
          updated_at: now,
        })
        .where('id', '=', labResultId)
        .execute();
      const labResult = await labResultById(trx, labResultId);
      await auditCall(trx, caller, action, { patientId: labResult.patient.id });
      const notices = status === 'ready' ? await tellProvider(trx, caller, labResult) : [];
      await append([workEvent({ type: 'lab_result.updated', labResult }), ...notices]);
      return labResult;
    });

  return {
    /** Notes that a provider has ordered a test. The same `clientLabResultId` again gives what is already there. */
    create: (caller: Caller, input: Input<'create'>): Promise<LabResult> =>
      log.write(caller.tenantId, async ({ trx, append }) => {
        const findCreated = () => labResultCreatedAs(trx, caller.userId, input.clientLabResultId);
        const before = await findCreated();
        if (before) return before;
        await patientById(trx, input.patientId);
        await requireColleague(trx, input.orderedById, (role) => role === 'provider');
        const now = new Date();
        const created = await trx
          .insertInto('lab_result')
          .values({
            tenant_id: caller.tenantId,
            id: newId(),
            patient_id: input.patientId,
            test: input.test,
            ordered_by_id: input.orderedById,
            status_since: now,
            reviewed_by_id: null,
            created_by_id: caller.userId,
            client_lab_result_id: input.clientLabResultId,
            created_at: now,
            updated_at: now,
          })
          // waits for the same create on another connection, whose row the next statement sees
          .onConflict((conflict) => conflict.columns(['tenant_id', 'created_by_id', 'client_lab_result_id']).doNothing())
          .returning('id')
          .executeTakeFirst();
        const labResult = created ? await labResultById(trx, created.id) : await findCreated();
        if (!labResult) throw new Error('A lab result was neither created nor there.');
        if (!created) return labResult;
        await auditCall(trx, caller, 'labResults.create', { patientId: input.patientId });
        await append([workEvent({ type: 'lab_result.updated', labResult })]);
        return labResult;
      }),

    /** The result has come: its provider is told. */
    markReady: (caller: Caller, input: Input<'markReady'>): Promise<LabResult> => step(caller, input, 'labResults.markReady', 'ready'),

    /** The caller has looked at it, and answers for that with their name. */
    markReviewed: (caller: Caller, input: Input<'markReviewed'>): Promise<LabResult> =>
      step(caller, input, 'labResults.markReviewed', 'reviewed'),
  };
}
