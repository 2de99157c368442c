import type { QueryClient } from '@tanstack/react-query';
import type { PatientName } from '../../../shared/chat-orders.ts';
import type { ScheduleEvent } from '../../../shared/schedule.ts';
import { readAnew } from '../../lib/read-anew.ts';

/** The start of the key of every cached chart; the patient's id follows. */
const chartsKey = ['chart'] as const;
export const chartKey = (patientId: string) => [...chartsKey, patientId] as const;

/**
 * Reads the charts anew that an event of the schedule concerns: a chart's lists are bounded and its timeline says more than
 * any one event does, so an event only says that it changed.
 */
export async function refreshChartsAfter(queryClient: QueryClient, event: ScheduleEvent): Promise<void> {
  if ('appointment' in event) await readAnew(queryClient, chartKey(event.appointment.patient.id));
  if (event.type === 'schedule.joined') await readAnew(queryClient, chartsKey);
}

/** Reads the chart anew that shows a thread which changed; all of them when nobody knows any more whom it was about. */
export const refreshChartsOf = (queryClient: QueryClient, patient: PatientName | null): Promise<void> =>
  readAnew(queryClient, patient ? chartKey(patient.id) : chartsKey);
