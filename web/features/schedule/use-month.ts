import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { AppointmentStatus } from '../../../shared/appointment-status.ts';
import type { VisitDay } from '../../../shared/appointments.ts';
import { trpc } from '../../lib/trpc.ts';
import type { TimeRange } from './merge-visit.ts';
import { visitDaysKey } from './schedule-feed.ts';

interface Month {
  /** Undefined until they have been read. */
  days: VisitDay[] | undefined;
  error: unknown;
  retry(): void;
}

/** How many visits each day of `range` has, and the first of them. `useScheduleFeed` has it read anew when a visit changes. */
export function useMonth(
  { from, to }: TimeRange,
  { providerId, statuses, enabled }: { providerId: string | null; statuses: readonly AppointmentStatus[]; enabled: boolean },
): Month {
  const { client } = trpc.useUtils();
  const { data, error, refetch } = useQuery({
    queryKey: [...visitDaysKey, from, to, providerId, statuses.join()],
    queryFn: ({ signal }) => client.appointments.days.query({ from, to, statuses: [...statuses], ...(providerId && { providerId }) }, { signal }),
    staleTime: Infinity,
    networkMode: 'always',
    placeholderData: keepPreviousData,
    enabled,
  });
  return { days: data?.items, error, retry: () => void refetch() };
}
