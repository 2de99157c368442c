import { useQuery } from '@tanstack/react-query';
import type { Chart } from '../../../shared/charts.ts';
import { trpc } from '../../lib/trpc.ts';
import { chartKey } from './chart-feed.ts';

/** A patient's chart. The feeds of the schedule and of the inbox keep it current. */
export function useChart(patientId: string) {
  const { client } = trpc.useUtils();
  return useQuery<Chart>({
    queryKey: chartKey(patientId),
    queryFn: ({ signal }) => client.patients.chart.query({ patientId }, { signal }),
    staleTime: Infinity,
    networkMode: 'always',
  });
}
