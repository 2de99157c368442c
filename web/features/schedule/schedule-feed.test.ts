import { QueryClient } from '@tanstack/react-query';
import { beforeEach, expect, test, vi } from 'vitest';
import type { Appointment } from '../../../shared/appointments.ts';
import type { ScheduleEvent } from '../../../shared/schedule.ts';
import type { VisitList } from './merge-visit.ts';
import { createScheduleFeed, visitListKey } from './schedule-feed.ts';
import { visitOf } from './visit.fixture.ts';

const day = { from: '2026-06-15T00:00:00.000Z', to: '2026-06-16T00:00:00.000Z' };
const week = { from: '2026-06-15T00:00:00.000Z', to: '2026-06-22T00:00:00.000Z' };
const next = { startsAt: '2026-06-17T09:00:00.000Z', endsAt: '2026-06-17T09:30:00.000Z' };
const position = { seq: 7, at: '2026-06-15T08:00:00.000Z' };
const updated = (appointment: Appointment): ScheduleEvent => ({ type: 'appointment.updated', ...position, appointment });

let queryClient: QueryClient;
let answers: PromiseWithResolvers<VisitList>[];

const read = (range: typeof day) =>
  queryClient.fetchQuery({
    queryKey: visitListKey(range),
    queryFn() {
      const answer = Promise.withResolvers<VisitList>();
      answers.push(answer);
      return answer.promise;
    },
  });
const cached = (range: typeof day) => queryClient.getQueryData<VisitList>(visitListKey(range))?.items;

beforeEach(() => {
  queryClient = new QueryClient();
  answers = [];
  return () => queryClient.clear();
});

test('a change goes into every cached list that it concerns', async () => {
  const feed = createScheduleFeed(queryClient);
  const both = Promise.all([read(day), read(week)]);
  for (const { resolve } of answers) resolve({ items: [] });
  await both;
  const visit = visitOf(next);
  feed.onEvent(updated(visit));
  expect([cached(day), cached(week)]).toEqual([[], [visit]]);
});

test('a list that was read before a change and arrives after it does not undo it', async () => {
  const feed = createScheduleFeed(queryClient);
  const reading = read(day);
  const changed = visitOf({ version: 2, status: 'checked_in' });
  feed.onEvent(updated(changed));
  answers[0]!.resolve({ items: [visitOf()] });
  await reading;
  await vi.waitFor(() => expect(cached(day)).toEqual([changed]));
});

test('lists are read anew when the stream has begun anew', async () => {
  const feed = createScheduleFeed(queryClient);
  const reading = read(day);
  answers[0]!.resolve({ items: [] });
  await reading;
  feed.onEvent({ type: 'feed.heartbeat', ...position });
  const isStale = () => queryClient.getQueryCache().find({ queryKey: visitListKey(day) })?.state.isInvalidated;
  expect(isStale()).toBe(false);
  feed.onEvent({ type: 'schedule.joined', ...position });
  await vi.waitUntil(isStale, { interval: 1 });
});
