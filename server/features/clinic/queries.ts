import { defaultClinicSettings, type ClinicSettings } from '../../../shared/clinic-settings.ts';
import type { TenantTransaction } from '../../db/database.ts';

/** What the clinic has decided, or what holds until it does. */
export async function clinicSettings(trx: TenantTransaction): Promise<ClinicSettings> {
  const row = await trx.selectFrom('clinic_settings').select(['opening_hours', 'stage_minutes', 'version']).executeTakeFirst();
  if (!row) return defaultClinicSettings;
  return { openingHours: row.opening_hours, stageMinutes: row.stage_minutes, version: row.version };
}
