import type { QueryClient } from '@tanstack/react-query';
import type { ClinicSettings } from '../../../shared/clinic-settings.ts';

export const clinicSettingsKey = ['clinic-settings'] as const;

const cached = (queryClient: QueryClient): ClinicSettings | undefined => queryClient.getQueryData(clinicSettingsKey);

const newerSettings = (known: ClinicSettings | undefined, heard: ClinicSettings): ClinicSettings =>
  known && known.version >= heard.version ? known : heard;

/** Takes settings, from an event or a reply, into the cache. */
export function acceptSettings(queryClient: QueryClient, heard: ClinicSettings): void {
  queryClient.setQueryData<ClinicSettings>(clinicSettingsKey, (known) => newerSettings(known, heard));
}

/** Reads the settings anew. What an event says meanwhile is newer than the answer that was under way. */
export async function readSettings(queryClient: QueryClient, read: () => Promise<ClinicSettings>): Promise<ClinicSettings> {
  const before = cached(queryClient);
  const answer = await read();
  const heard = cached(queryClient);
  return heard === undefined || heard === before ? answer : newerSettings(heard, answer);
}
