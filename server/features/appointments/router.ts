import { appointmentInputs } from '../../../shared/appointments.ts';
import { limits } from '../../../shared/limits.ts';
import type { Database } from '../../db/database.ts';
import { requireInYears } from '../../time-range.ts';
import { router, clinicProcedure } from '../../transport/procedures.ts';
import { auditCall } from '../audit/audit-log.ts';
import { createAppointmentCommands, type AppointmentCommandDependencies } from './commands.ts';
import { findFreeTime } from './free-time.ts';
import { appointmentById, appointmentDays, appointmentsBetween } from './queries.ts';

export function createAppointmentsRouter({ db, ...dependencies }: AppointmentCommandDependencies & { db: Database }) {
  const commands = createAppointmentCommands(dependencies);
  const requireShown = (times: Record<string, string>): void =>
    requireInYears(times, dependencies.clock, limits.schedule.shown, 'The schedule shows ten years back and ten years ahead.');
  return router({
    list: clinicProcedure.input(appointmentInputs.list).query(({ ctx: { caller }, input }) =>
      db.withTenant(caller.tenantId, async (trx) => {
        await auditCall(trx, caller, 'appointments.list');
        requireShown({ from: input.from, to: input.to });
        return appointmentsBetween(trx, input);
      }),
    ),
    days: clinicProcedure.input(appointmentInputs.days).query(({ ctx: { caller }, input }) =>
      db.withTenant(caller.tenantId, async (trx) => {
        await auditCall(trx, caller, 'appointments.days');
        requireShown({ from: input.from, to: input.to });
        return { items: await appointmentDays(trx, input) };
      }),
    ),
    get: clinicProcedure.input(appointmentInputs.get).query(({ ctx: { caller }, input }) =>
      db.withTenant(caller.tenantId, async (trx) => {
        const visit = await appointmentById(trx, input.id);
        await auditCall(trx, caller, 'appointments.get', { patientId: visit.patient.id });
        return visit;
      }),
    ),
    findFree: clinicProcedure.input(appointmentInputs.findFree).query(({ ctx: { caller }, input }) =>
      db.withTenant(caller.tenantId, async (trx) => {
        await auditCall(trx, caller, 'appointments.findFree');
        requireShown({ after: input.after });
        return findFreeTime(trx, input);
      }),
    ),
    create: clinicProcedure.input(appointmentInputs.create).mutation(({ ctx, input }) => commands.create(ctx.caller, input)),
    update: clinicProcedure.input(appointmentInputs.update).mutation(({ ctx, input }) => commands.update(ctx.caller, input)),
    cancel: clinicProcedure.input(appointmentInputs.cancel).mutation(({ ctx, input }) => commands.cancel(ctx.caller, input)),
    checkIn: clinicProcedure
      .input(appointmentInputs.checkIn)
      .mutation(({ ctx, input }) => commands.setStatus(ctx.caller, { ...input, status: 'checked_in' }, 'appointments.checkIn')),
    setStatus: clinicProcedure.input(appointmentInputs.setStatus).mutation(({ ctx, input }) => commands.setStatus(ctx.caller, input)),
  });
}
