import type { z } from 'zod';
import { newId } from '../../../shared/ids.ts';
import { nextPriorAuthStatuses, priorAuthStatusName } from '../../../shared/prior-auth-status.ts';
import type { PriorAuth, priorAuthInputs } from '../../../shared/prior-auths.ts';
import { sentence } from '../../../shared/text.ts';
import type { TenantTransaction } from '../../db/database.ts';
import { Failure } from '../../failure.ts';
import type { EventLog, NewEvent } from '../../realtime/event-log.ts';
import type { Caller } from '../../transport/context.ts';
import { auditCall } from '../audit/audit-log.ts';
import type { Notify } from '../notifications/notify.ts';
import { patientById } from '../patients/queries.ts';
import { requireVersion } from '../work-items/access.ts';
import { workEvent } from '../work-items/work-log.ts';
import { careTeamOf } from './care-team.ts';
import { priorAuthById, priorAuthCreatedAs } from './queries.ts';

type Input<Name extends keyof typeof priorAuthInputs> = z.output<(typeof priorAuthInputs)[Name]>;

export interface PriorAuthCommandDependencies {
  log: EventLog;
  notify: Notify;
}

export function createPriorAuthCommands({ log, notify }: PriorAuthCommandDependencies) {
  const tellCareTeam = async (trx: TenantTransaction, caller: Caller, { id, patient, medication, status }: PriorAuth): Promise<NewEvent[]> =>
    notify(trx, {
      tenantId: caller.tenantId,
      to: await careTeamOf(trx, patient.id),
      by: caller.userId,
      type: 'prior_auth.status_changed',
      title: 'A prior authorisation changed',
      body: sentence`${medication} for ${patient.name} is now ${priorAuthStatusName(status).toLowerCase()}.`,
      entity: { kind: 'prior_auth', id },
    });

  return {
    /** The same `clientPriorAuthId` again gives what is already there. */
    create: (caller: Caller, input: Input<'create'>): Promise<PriorAuth> =>
      log.write(caller.tenantId, async ({ trx, append }) => {
        const findCreated = () => priorAuthCreatedAs(trx, caller.userId, input.clientPriorAuthId);
        const before = await findCreated();
        if (before) return before;
        await patientById(trx, input.patientId);
        const now = new Date();
        const created = await trx
          .insertInto('prior_auth')
          .values({
            tenant_id: caller.tenantId,
            id: newId(),
            patient_id: input.patientId,
            medication: input.medication,
            payer: input.payer,
            status_since: now,
            note: null,
            created_by_id: caller.userId,
            client_prior_auth_id: input.clientPriorAuthId,
            created_at: now,
            updated_at: now,
          })
          // waits for the same create on another connection, whose row the next statement sees
          .onConflict((conflict) => conflict.columns(['tenant_id', 'created_by_id', 'client_prior_auth_id']).doNothing())
          .returning('id')
          .executeTakeFirst();
        const priorAuth = created ? await priorAuthById(trx, created.id) : await findCreated();
        if (!priorAuth) throw new Error('A prior authorisation was neither created nor there.');
        if (!created) return priorAuth;
        await auditCall(trx, caller, 'priorAuths.create', { patientId: input.patientId });
        await append([workEvent({ type: 'prior_auth.updated', priorAuth })]);
        return priorAuth;
      }),

    /** Takes one legal step, or refuses it with INVALID_TRANSITION, and tells the patient's care team. */
    setStatus: (caller: Caller, { priorAuthId, status, expectedVersion, note }: Input<'setStatus'>): Promise<PriorAuth> =>
      log.write(caller.tenantId, async ({ trx, append }) => {
        // two statements: a joined row that had to wait would show the names of before
        await trx.selectFrom('prior_auth').select('id').where('id', '=', priorAuthId).forUpdate().execute();
        const current = await priorAuthById(trx, priorAuthId);
        requireVersion(current, expectedVersion);
        requireStep(current, status);
        const now = new Date();
        await trx
          .updateTable('prior_auth')
          .set({ status, status_since: now, note: note || null, version: current.version + 1, updated_at: now })
          .where('id', '=', priorAuthId)
          .execute();
        const priorAuth = await priorAuthById(trx, priorAuthId);
        await auditCall(trx, caller, 'priorAuths.setStatus', { patientId: priorAuth.patient.id });
        const notices = await tellCareTeam(trx, caller, priorAuth);
        await append([workEvent({ type: 'prior_auth.updated', priorAuth }), ...notices]);
        return priorAuth;
      }),
  };
}

function requireStep(current: PriorAuth, status: PriorAuth['status']): void {
  if (nextPriorAuthStatuses(current.status).includes(status)) return;
  const [from, to] = [current.status, status].map((name) => priorAuthStatusName(name).toLowerCase());
  throw new Failure('INVALID_TRANSITION', `A prior authorisation that is ${from} cannot become ${to}.`);
}
