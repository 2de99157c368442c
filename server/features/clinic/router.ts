import { clinicSettingsInputs } from '../../../shared/clinic-settings.ts';
import { noInput } from '../../../shared/no-input.ts';
import type { Database } from '../../db/database.ts';
import type { EventLog } from '../../realtime/event-log.ts';
import { clinicAdminProcedure, clinicProcedure, router } from '../../transport/procedures.ts';
import { setClinicSettings } from './commands.ts';
import { clinicSettings } from './queries.ts';

export const createClinicRouter = ({ db, log }: { db: Database; log: EventLog }) =>
  router({
    settings: clinicProcedure.input(noInput).query(({ ctx: { caller } }) => db.withTenant(caller.tenantId, clinicSettings)),
    setSettings: clinicAdminProcedure
      .input(clinicSettingsInputs.set)
      .mutation(({ ctx, input }) => setClinicSettings(log, ctx.caller, input)),
  });
