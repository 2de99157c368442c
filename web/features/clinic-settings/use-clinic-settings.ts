import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ClinicSettings } from '../../../shared/clinic-settings.ts';
import { trpc } from '../../lib/trpc.ts';
import { clinicSettingsKey, readSettings } from './settings-cache.ts';

/** What the clinic has decided; undefined until read. It stays current through the schedule's feed. */
export function useClinicSettings(): { settings: ClinicSettings | undefined; error: unknown; retry(): void } {
  const { client } = trpc.useUtils();
  const queryClient = useQueryClient();
  const { data, error, refetch } = useQuery<ClinicSettings>({
    queryKey: clinicSettingsKey,
    queryFn: ({ signal }) => readSettings(queryClient, () => client.clinic.settings.query(undefined, { signal })),
    staleTime: Infinity,
    networkMode: 'always',
  });
  return { settings: data, error, retry: () => void refetch() };
}
