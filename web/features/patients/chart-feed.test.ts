import { QueryClient } from '@tanstack/react-query';
import { beforeEach, expect, test } from 'vitest';
import type { ScheduleEvent } from '../../../shared/schedule.ts';
import { visitOf } from '../schedule/visit.fixture.ts';
import { chartKey, refreshChartsAfter } from './chart-feed.ts';

const position = { seq: 7, at: '2026-06-15T08:00:00.000Z' };
const appointment = visitOf();

let queryClient: QueryClient;
beforeEach(() => {
  queryClient = new QueryClient();
  return () => queryClient.clear();
});

/** Which of the charts of Sam and of Maria are read anew after the event. */
async function staleAfter(event: ScheduleEvent): Promise<string[]> {
  const patients = ['sam', 'maria'];
  for (const patientId of patients) queryClient.setQueryData(chartKey(patientId), {});
  await refreshChartsAfter(queryClient, event);
  return patients.filter((patientId) => queryClient.getQueryState(chartKey(patientId))?.isInvalidated);
}

test.each(['appointment.created', 'appointment.updated', 'appointment.cancelled', 'appointment.checked_in'] as const)(
  '%s concerns the chart of its patient',
  async (type) => expect(await staleAfter({ type, ...position, appointment })).toEqual(['sam']),
);

test('a stream that has begun anew concerns all of them, one that goes on none', async () => {
  expect(await staleAfter({ type: 'feed.heartbeat', ...position })).toEqual([]);
  expect(await staleAfter({ type: 'schedule.joined', ...position })).toEqual(['sam', 'maria']);
});
