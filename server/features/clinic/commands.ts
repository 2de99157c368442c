import type { z } from 'zod';
import type { ClinicSettings, clinicSettingsInputs } from '../../../shared/clinic-settings.ts';
import type { ScheduleEvent } from '../../../shared/schedule.ts';
import { scheduleTopic } from '../../../shared/topics.ts';
import type { TenantTransaction } from '../../db/database.ts';
import { Failure } from '../../failure.ts';
import type { EventLog } from '../../realtime/event-log.ts';
import type { Caller } from '../../transport/context.ts';
import { auditCall } from '../audit/audit-log.ts';

/** Sets hours and limits of the clinic, and tells every open schedule and board. */
export function setClinicSettings(
  log: EventLog,
  caller: Caller,
  { expectedVersion, ...chosen }: z.output<typeof clinicSettingsInputs.set>,
): Promise<ClinicSettings> {
  return log.write(caller.tenantId, async ({ trx, append }) => {
    const settings: ClinicSettings = { ...chosen, version: expectedVersion + 1 };
    if (!(await store(trx, caller, settings, expectedVersion)))
      throw new Failure('STALE_VERSION', 'Somebody changed the settings in the meantime. Look at what changed and try again.');
    await auditCall(trx, caller, 'clinic.setSettings');
    await append([
      { topic: scheduleTopic, audience: 'staff', body: (position): ScheduleEvent => ({ type: 'clinic.settings_changed', ...position, settings }) },
    ]);
    return settings;
  });
}

/** False when what is stored is not what the caller knew; one statement, so that of two who know the same one wins. */
async function store(trx: TenantTransaction, caller: Caller, settings: ClinicSettings, expectedVersion: number): Promise<boolean> {
  const values = {
    opening_hours: JSON.stringify(settings.openingHours),
    stage_minutes: JSON.stringify(settings.stageMinutes),
    version: settings.version,
    updated_by_id: caller.userId,
    updated_at: new Date(),
  };
  const written =
    expectedVersion === 0
      ? trx
          .insertInto('clinic_settings')
          .values({ tenant_id: caller.tenantId, ...values })
          .onConflict((conflict) => conflict.column('tenant_id').doNothing())
          .returning('version')
      : trx.updateTable('clinic_settings').set(values).where('version', '=', expectedVersion).returning('version');
  return (await written.execute()).length > 0;
}
