import { skipToken, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ChartViewer } from '../../../shared/charts.ts';
import { trpc } from '../../lib/trpc.ts';

/**
 * Says "I have this chart open" for as long as it is mounted, and who else does; undefined until the server has told, and
 * again while it cannot tell.
 */
export function useChartViewers(patientId: string): ChartViewer[] | undefined {
  const queryClient = useQueryClient();
  const queryKey = ['chart-viewers', patientId] as const;
  const { status } = trpc.patients.viewers.useSubscription(
    { patientId },
    // every value is the whole picture
    { onData: ({ users }) => queryClient.setQueryData<ChartViewer[]>(queryKey, users) },
  );
  const { data } = useQuery<ChartViewer[]>({ queryKey, queryFn: skipToken, staleTime: Infinity, gcTime: 0 });
  return status === 'pending' ? data : undefined;
}
