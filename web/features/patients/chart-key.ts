import type { QueryClient } from '@tanstack/react-query';

/** The key of a patient's chart; without an id, the start of the keys of all of them. */
export const chartKey = (patientId?: string) => (patientId === undefined ? (['chart'] as const) : (['chart', patientId] as const));

/**
 * Reads a chart anew, or all that are open. Its lists are bounded and its timeline says more than any one event does, so
 * events only say that it changed; a reading that is under way starts over.
 */
export const refreshCharts = (queryClient: QueryClient, patientId?: string): Promise<void> =>
  queryClient.invalidateQueries({ queryKey: chartKey(patientId) });
