import type { QueryClient, QueryKey } from '@tanstack/react-query';
import type { Appointment } from '../../../shared/appointments.ts';
import type { ScheduleEvent } from '../../../shared/schedule.ts';
import { createLiveLists } from '../../lib/live-lists.ts';
import { readAnew } from '../../lib/read-anew.ts';
import { acceptSettings, clinicSettingsKey } from '../clinic-settings/settings-cache.ts';
import { mergeVisit, type TimeRange, type VisitList } from './merge-visit.ts';

/** The start of the key of every cached list of visits; the range follows. */
export const visitListsKey = ['visits'] as const;
/** The start of the key of every cached month. */
export const visitDaysKey = ['visit-days'] as const;
export const visitListKey = (range: TimeRange) => [...visitListsKey, range] as const;

/** Takes a visit into the list of one key. */
const applyVisit = (queryClient: QueryClient, queryKey: QueryKey, visit: Appointment): unknown =>
  queryClient.setQueryData<VisitList>(queryKey, (list) => list && mergeVisit(list, visit, queryKey[1] as TimeRange));

/** Takes a visit, from a reply, into every list that the cache holds. */
export function acceptVisit(queryClient: QueryClient, visit: Appointment): void {
  for (const { queryKey } of queryClient.getQueryCache().findAll({ queryKey: visitListsKey })) applyVisit(queryClient, queryKey, visit);
}

/** Milliseconds. */
const gatherMonthsFor = 300;

export interface ScheduleFeed {
  /** `feed.reset` is not for here: whoever subscribes does so anew, and `schedule.joined` follows. */
  onEvent(event: ScheduleEvent): void;
  stop(): void;
}

/** The visit as the cache shows it. */
export const cachedVisit = (queryClient: QueryClient, id: string): Appointment | undefined =>
  queryClient
    .getQueriesData<VisitList>({ queryKey: visitListsKey })
    .flatMap(([, list]) => list?.items.filter((visit) => visit.id === id) ?? [])
    .toSorted((a, b) => b.version - a.version)[0];

/** Keeps every cached list of visits current: subscribe, then read. */
export function createScheduleFeed(queryClient: QueryClient): ScheduleFeed {
  let months: ReturnType<typeof setTimeout> | undefined;
  const lists = createLiveLists<Appointment>(queryClient, visitListsKey, (queryKey, visit) => applyVisit(queryClient, queryKey, visit));

  return {
    onEvent(event) {
      switch (event.type) {
        case 'schedule.joined':
          void readAnew(queryClient, visitListsKey);
          void readAnew(queryClient, visitDaysKey);
          void readAnew(queryClient, clinicSettingsKey);
          return;
        case 'clinic.settings_changed':
          return acceptSettings(queryClient, event.settings);
        case 'feed.reset':
        case 'feed.heartbeat':
          return;
      }
      // of events that this version of the page does not know, those with a visit can be shown all the same
      if (!('appointment' in event)) return;
      lists.take(event.appointment, event.appointment.id);
      // counted by the server: read once for what changes within a moment
      months ??= setTimeout(() => {
        months = undefined;
        void readAnew(queryClient, visitDaysKey);
      }, gatherMonthsFor);
    },
    stop() {
      clearTimeout(months);
      lists.stop();
    },
  };
}
